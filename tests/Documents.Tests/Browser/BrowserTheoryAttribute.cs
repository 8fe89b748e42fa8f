namespace GyoseiFlow.Documents.Tests.Browser;

/// <summary>A test that needs Chromium. tests/run installs it; elsewhere the test says that it was left out, and why.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public const string Chromium = "/usr/bin/chromium";

    public BrowserTheoryAttribute()
    {
        if (!File.Exists(Chromium))
        {
            Skip = $"No {Chromium} on this machine; tests/run installs it.";
        }
    }
}
