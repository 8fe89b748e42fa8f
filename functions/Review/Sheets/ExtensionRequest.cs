using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Sheets;

/// <summary>期限延長の申請: a department asks for more time. A sheet has one at most; a new one takes the old one's place.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Wanted">The day asked for.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who asks.</param>
/// <param name="At">When.</param>
/// <param name="State">What became of it.</param>
/// <param name="Answer">Why it was declined; null otherwise.</param>
public sealed record ExtensionRequest(
    string Measure, DateOnly Wanted, string Reason, string By, DateTimeOffset At, ExtensionRequestState State, string? Answer)
{
    /// <summary>A department asks.</summary>
    /// <exception cref="RuleBrokenException">The sheet does not await the department, there is no reason, or the day is not later or is past.</exception>
    public static ExtensionRequest Of(Sheet sheet, DateOnly wanted, string reason, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        RuleBrokenException.Unless(sheet.AwaitsDepartment, new OnlyAwaitedSheetsCanBeEdited(sheet.State));
        WrittenReason.Check(reason, new ExtensionRequestMustHaveReason());
        RuleBrokenException.Unless(wanted > sheet.Due, new ExtensionMustBeLater(sheet.Due, wanted));
        RuleBrokenException.Unless(wanted >= JapanTime.DateOf(at), new DeadlineMustNotBePast(wanted));
        return new ExtensionRequest(sheet.Measure, wanted, reason, by, at, ExtensionRequestState.Open, null);
    }

    /// <summary>Whether it waits for an answer.</summary>
    public bool IsOpen => State == ExtensionRequestState.Open;

    /// <summary>The secretariat says no.</summary>
    /// <exception cref="RuleBrokenException">It is answered already, or there is no reason.</exception>
    public ExtensionRequest Declined(string reason)
    {
        RuleBrokenException.Unless(IsOpen, new ExtensionRequestMustBeOpen(Measure));
        WrittenReason.Check(reason, new DecliningMustHaveReason());
        return this with { State = ExtensionRequestState.Declined, Answer = reason };
    }

    /// <summary>What a change of the sheet makes of it: a later deadline grants it, a sheet that is handed in or settled needs none.</summary>
    public ExtensionRequest After(Sheet before, Sheet after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return !IsOpen ? this
            : !after.AwaitsDepartment ? this with { State = ExtensionRequestState.Lapsed }
            : after.Due > before.Due ? this with { State = ExtensionRequestState.Granted }
            : this;
    }
}

/// <summary>What became of a request for more time.</summary>
public enum ExtensionRequestState
{
    /// <summary>回答待ち.</summary>
    Open,

    /// <summary>承認: the deadline was extended.</summary>
    Granted,

    /// <summary>不承認.</summary>
    Declined,

    /// <summary>不要: the sheet was handed in or settled before an answer.</summary>
    Lapsed,
}
