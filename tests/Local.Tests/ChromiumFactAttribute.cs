using GyoseiFlow.Local.Publication;

namespace GyoseiFlow.Local.Tests;

/// <summary>A test that needs Chromium and poppler's tools. tests/run installs them; elsewhere the test says that it was left out, and why.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (ChromiumPdfPrinter.Find() is null || !HasPoppler)
        {
            Skip = "No Chromium or no poppler-utils on this machine; tests/run installs them.";
        }
    }

    private static bool HasPoppler => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "pdfinfo")));
}
