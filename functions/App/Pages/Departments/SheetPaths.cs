namespace GyoseiFlow.App.Pages.Departments;

/// <summary>Where the pages of a sheet are.</summary>
internal static class SheetPaths
{
    public static string Form(string cycleId, string measure, bool isOnBehalf) =>
        PagePaths.Sheet(cycleId, measure) + (isOnBehalf ? "?behalf=1" : "");

    public static string Done(string path, string word) => path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "done=" + word;

    public static string Check(string cycleId, string measure) => PagePaths.Sheet(cycleId, measure) + "/check";

    public static string Print(string cycleId, string measure) => PagePaths.Sheet(cycleId, measure) + "/print";

    public static string TakeBack(string cycleId, string measure) => PagePaths.Sheet(cycleId, measure) + "/take-back";

    public static string Extension(string cycleId, string measure) => PagePaths.Sheet(cycleId, measure) + "/extension";

    public static string HandOver(string cycleId, string measure) => PagePaths.Sheet(cycleId, measure) + "/hand-over";

    public static string Comments(string cycleId, string measure) => PagePaths.Sheet(cycleId, measure) + "/comments";

    public static string Version(string cycleId, string measure, int version) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{PagePaths.Sheet(cycleId, measure)}/versions/{version}");
}
