namespace GyoseiFlow.App.Pages.Excel;

/// <summary>Where Excel is a way in.</summary>
internal static class ExcelPaths
{
    /// <summary>The page of a department, or of one of its sheets.</summary>
    public static string Page(string cycleId, string department, string? measure) => Of(cycleId, department, "", measure);

    /// <summary>The workbook.</summary>
    public static string Download(string cycleId, string department, string? measure) => Of(cycleId, department, "/download", measure);

    /// <summary>Where what was previewed is taken.</summary>
    public static string Take(string cycleId, string department) => Of(cycleId, department, "/take", null);

    private static string Of(string cycleId, string department, string part, string? measure) =>
        $"/excel/{Uri.EscapeDataString(cycleId)}/{Uri.EscapeDataString(department)}{part}{(measure is null ? "" : $"?sheet={Uri.EscapeDataString(measure)}")}";
}
