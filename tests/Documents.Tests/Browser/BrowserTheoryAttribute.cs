namespace GyoseiFlow.Documents.Tests.Browser;

/// <summary>A test that needs Chromium. tests/run installs it; elsewhere the test says that it was left out, and why.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    // The shell first: the same browser without a window, whose own pages took a third of the tests' time.
    public static readonly string? Chromium = new[] { "/usr/bin/chromium-headless-shell", "/usr/bin/chromium" }.FirstOrDefault(File.Exists);

    public BrowserTheoryAttribute()
    {
        if (Chromium is null)
        {
            Skip = "No Chromium on this machine; tests/run installs it.";
        }
    }
}
