using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Sheets;

/// <summary>
/// One measure's sheet (個票) in one cycle: who owes it, by when, and how far it is. What was typed is in its
/// <see cref="Submission"/>s, each kept for good.
/// </summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Departments">Department ids; the first leads.</param>
/// <param name="Due">The last day; the deadline is the end of that day in Japan.</param>
/// <param name="State">How far it is.</param>
/// <param name="Version">The number of submissions; 0 before the first.</param>
/// <param name="ReturnReason">Why the secretariat sent it back, while that is open.</param>
/// <param name="DueSetAt">When the deadline was set; reminders that would have been due before that are not sent.</param>
/// <param name="Revision">Grows by one with every change, from 0.</param>
public sealed record Sheet(
    string Measure,
    ImmutableArray<string> Departments,
    DateOnly Due,
    SheetState State,
    int Version,
    string? ReturnReason,
    DateTimeOffset DueSetAt,
    int Revision)
{
    /// <summary>How many departments a sheet can belong to.</summary>
    public const int MostDepartments = 6;

    /// <summary>A sheet as it is when its cycle opens.</summary>
    public static Sheet Opened(string measure, ImmutableArray<string> departments, DateOnly due, DateTimeOffset at) =>
        new(measure, departments, due, SheetState.NotStarted, 0, null, at, 0);

    /// <summary>Whether nothing more is expected of anyone.</summary>
    public bool IsSettled => State.IsSettled();

    /// <summary>Whether the department is to act (and is reminded).</summary>
    public bool AwaitsDepartment => State is SheetState.NotStarted or SheetState.Drafting or SheetState.Returned;

    /// <summary>A draft was saved.</summary>
    /// <exception cref="RuleBrokenException">The sheet does not await the department.</exception>
    public Sheet Drafted()
    {
        RuleBrokenException.Unless(AwaitsDepartment, new OnlyAwaitedSheetsCanBeEdited(State));
        return State == SheetState.NotStarted ? Next() with { State = SheetState.Drafting } : this;
    }

    /// <summary>The department, or the secretariat on its behalf, hands it in.</summary>
    /// <exception cref="RuleBrokenException">The sheet does not await the department.</exception>
    public Sheet Submitted()
    {
        RuleBrokenException.Unless(AwaitsDepartment, new OnlyAwaitedSheetsCanBeEdited(State));
        return Next() with { State = SheetState.Submitted, Version = Version + 1, ReturnReason = null };
    }

    /// <summary>差戻し.</summary>
    /// <exception cref="RuleBrokenException">There is no reason, nothing was submitted, or the new deadline is past.</exception>
    public Sheet Returned(string reason, DateOnly due, DateTimeOffset at)
    {
        RuleBrokenException.Unless(State == SheetState.Submitted, new OnlySubmittedSheetsCanBeChecked(State));
        WrittenReason.Check(reason, new ReturnMustHaveReason());
        RuleBrokenException.Unless(due >= JapanTime.DateOf(at), new DeadlineMustNotBePast(due));
        return Next() with { State = SheetState.Returned, ReturnReason = reason, Due = due, DueSetAt = at };
    }

    /// <summary>受理.</summary>
    /// <exception cref="RuleBrokenException">Nothing was submitted.</exception>
    public Sheet Accepted()
    {
        RuleBrokenException.Unless(State == SheetState.Submitted, new OnlySubmittedSheetsCanBeChecked(State));
        return Next() with { State = SheetState.Accepted };
    }

    /// <summary>取戻し: the department takes back what nobody has checked yet; the submission stays kept.</summary>
    /// <remarks>Reminders that would have been due while it was handed in are not sent afterwards.</remarks>
    /// <exception cref="RuleBrokenException">It is not waiting to be checked.</exception>
    public Sheet TakenBack(DateTimeOffset at)
    {
        RuleBrokenException.Unless(State == SheetState.Submitted, new OnlySubmittedSheetsCanBeTakenBack(State));
        return Next() with { State = SheetState.Drafting, DueSetAt = at };
    }

    /// <summary>The department is written to beside the calendar: a new revision, so that whoever drives the sheet looks again.</summary>
    /// <exception cref="RuleBrokenException">The sheet does not await the department.</exception>
    public Sheet WrittenTo()
    {
        RuleBrokenException.Unless(AwaitsDepartment, new OnlyAwaitedSheetsCanBeReminded(State));
        return Next();
    }

    /// <summary>訂正 after publication: one more version, beside the one that was accepted.</summary>
    /// <exception cref="RuleBrokenException">It was not accepted, so the document has nothing of it to correct.</exception>
    public Sheet Corrected()
    {
        RuleBrokenException.Unless(State == SheetState.Accepted, new OnlyAcceptedSheetsCanBeCorrected(State));
        return Next() with { Version = Version + 1 };
    }

    /// <summary>期限延長.</summary>
    /// <exception cref="RuleBrokenException">The sheet does not await the department, there is no reason, or the new deadline is not later or is past.</exception>
    public Sheet Extended(string reason, DateOnly due, DateTimeOffset at)
    {
        RuleBrokenException.Unless(AwaitsDepartment, new OnlyAwaitedSheetsCanBeExtended(State));
        WrittenReason.Check(reason, new ExtensionMustHaveReason());
        RuleBrokenException.Unless(due > Due, new ExtensionMustBeLater(Due, due));
        return DueMoved(due, at);
    }

    /// <summary>期限の変更: the calendar has another day for it, later or earlier.</summary>
    /// <exception cref="RuleBrokenException">The sheet does not await the department, or the new deadline is past.</exception>
    public Sheet DueMoved(DateOnly due, DateTimeOffset at)
    {
        RuleBrokenException.Unless(AwaitsDepartment, new OnlyAwaitedSheetsCanBeExtended(State));
        RuleBrokenException.Unless(due >= JapanTime.DateOf(at), new DeadlineMustNotBePast(due));
        return Next() with { Due = due, DueSetAt = at };
    }

    /// <summary>Another department answers.</summary>
    /// <exception cref="RuleBrokenException">The sheet is settled, or the departments are not one to six different ones, or those that it has.</exception>
    public Sheet Reassigned(ImmutableArray<string> departments)
    {
        RuleBrokenException.Unless(!IsSettled, new SettledSheetsStay(State));
        RuleBrokenException.Unless(departments.Length is >= 1 and <= MostDepartments, new SheetHasOneToSixDepartments(departments.Length));
        RuleBrokenException.Unless(departments.Distinct().Count() == departments.Length, new DepartmentsMustDiffer());
        RuleBrokenException.Unless(!departments.SequenceEqual(Departments), new DepartmentsMustChange());
        return Next() with { Departments = departments };
    }

    /// <summary>取下げ: the sheet is not asked for any more.</summary>
    /// <exception cref="RuleBrokenException">The sheet is settled.</exception>
    public Sheet Withdrawn()
    {
        RuleBrokenException.Unless(!IsSettled, new SettledSheetsStay(State));
        return Next() with { State = SheetState.Withdrawn };
    }

    /// <summary>
    /// 打切り: the stage closes without it, recorded as 未提出. What is handed in is checked first, so that nobody's work is
    /// dropped.
    /// </summary>
    /// <exception cref="RuleBrokenException">The sheet is settled, or waits to be checked.</exception>
    public Sheet Closed()
    {
        RuleBrokenException.Unless(!IsSettled, new SettledSheetsStay(State));
        RuleBrokenException.Unless(State != SheetState.Submitted, new SubmittedSheetsMustBeChecked([Measure]));
        return Next() with { State = SheetState.Missing };
    }

    /// <summary>引継ぎ: the department hands the sheet on, with a note for the next one.</summary>
    /// <exception cref="RuleBrokenException">
    /// The sheet does not await the department, there is no note, or the departments are not one to six with another in the lead.
    /// </exception>
    public Sheet HandedOver(ImmutableArray<string> departments, string note)
    {
        RuleBrokenException.Unless(AwaitsDepartment, new OnlyAwaitedSheetsCanBeEdited(State));
        WrittenReason.Check(note, new HandingOverMustHaveNote());
        RuleBrokenException.Unless(departments.IsEmpty || departments[0] != Departments[0], new HandingOverMustGoToAnother());
        return Reassigned(departments);
    }

    private Sheet Next() => this with { Revision = Revision + 1 };
}

/// <summary>How far a sheet is.</summary>
public enum SheetState
{
    /// <summary>未着手.</summary>
    NotStarted,

    /// <summary>入力中.</summary>
    Drafting,

    /// <summary>提出済み.</summary>
    Submitted,

    /// <summary>差戻し.</summary>
    Returned,

    /// <summary>受理.</summary>
    Accepted,

    /// <summary>未提出 (打切り).</summary>
    Missing,

    /// <summary>取下げ.</summary>
    Withdrawn,
}

/// <summary>One submitted version of a sheet; never overwritten.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Version">From 1.</param>
/// <param name="Answers">What was typed.</param>
/// <param name="By">Who submitted it.</param>
/// <param name="At">When.</param>
/// <param name="IsOnBehalf">代理入力: the secretariat answered for the department.</param>
public sealed record Submission(string Measure, int Version, Answers Answers, string By, DateTimeOffset At, bool IsOnBehalf);
