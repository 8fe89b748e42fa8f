namespace GyoseiFlow.Documents.Tests.Browser;

/// <summary>A test that needs Chromium. tests/run installs it; elsewhere the test says that it was left out, and why.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (BrowserTheoryAttribute.Chromium is null)
        {
            Skip = "No Chromium on this machine; tests/run installs it.";
        }
    }
}
