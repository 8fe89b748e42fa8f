using GyoseiFlow.Local.Publication;

namespace GyoseiFlow.Local.Tests;

/// <summary>A test that needs Chromium. tests/run installs it; elsewhere the test says that it was left out, and why.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (ChromiumPdfPrinter.Find() is null)
        {
            Skip = "No Chromium on this machine; tests/run installs it.";
        }
    }
}
