using System.Collections.Immutable;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.Documents.Forms;

namespace GyoseiFlow.App.Pages.Excel;

/// <summary>Whose sheets are filled in with Excel.</summary>
/// <param name="Running">The cycle.</param>
/// <param name="Grant">Under which role the visitor does it.</param>
/// <param name="Department">The department's id.</param>
/// <param name="Measure">The one sheet that it is about; null for all.</param>
/// <param name="Sheets">The sheets that can be filled in.</param>
public sealed record ExcelView(RunningCycle Running, Grant Grant, string Department, string? Measure, ImmutableArray<FormSheet> Sheets)
{
    /// <summary>The department's name.</summary>
    public string DepartmentName => Running.Plan.Department(Department).Name;

    /// <summary>Whether the secretariat does it for the department.</summary>
    public bool IsOnBehalf => Grant.Role == Role.Secretariat;

    /// <summary>Where the page leads back to.</summary>
    public (string Path, string Text) Back => Measure is not null
        ? (Departments.SheetPaths.Form(Running.Cycle.Id, Measure, IsOnBehalf), "個票へ戻る")
        : IsOnBehalf ? (PagePaths.Board(Running.Cycle.Id), "進捗の一覧へ戻る") : (PagePaths.Tasks, "個票の一覧へ戻る");
}
