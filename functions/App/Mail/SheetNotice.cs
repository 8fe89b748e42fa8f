using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Mail;

/// <summary>
/// Something that a sheet's departments are to hear: one record a key. It waits for the letter that carries it, together with
/// what they are to hear of their other sheets.
/// </summary>
/// <param name="Key">The sheet, what for, and on which occasion.</param>
/// <param name="Measure">The sheet's measure.</param>
/// <param name="Departments">Who hears of it; the first is addressed.</param>
/// <param name="LetterAt">When its letter leaves.</param>
/// <param name="Reason">差戻し, 期限延長: why.</param>
/// <param name="Former">担当替え: who led before.</param>
/// <param name="Successor">担当替え: who leads now.</param>
/// <param name="Note">担当替え: what the former department has to say, if it handed the sheet over itself.</param>
/// <param name="State">How far it is.</param>
/// <param name="Letter">Carried: the key of its letter's record.</param>
public sealed record SheetNotice(
    MailKey Key,
    string Measure,
    ImmutableArray<string> Departments,
    DateTimeOffset LetterAt,
    string? Reason,
    string? Former,
    string? Successor,
    string? Note,
    SheetNoticeState State,
    string? Letter)
{
    /// <summary>Whether it asks for the sheet, so that it has nothing to say when the sheet is in.</summary>
    public bool AsksForSheet => MailPlaceholders.Of(Key.Purpose).OfOneLine.Contains("due");

    /// <summary>Whether its letter has not been written yet.</summary>
    public bool IsWaiting => State == SheetNoticeState.Waiting;

    /// <summary>The record's key within the cycle's partition.</summary>
    internal string RecordKey => $"{PrefixOf(Key.Subject)}{Key.Purpose}/{Key.Occasion}";

    /// <summary>The prefix of the notices that can share a letter: the same in every word but the sheets, their deadlines and reasons.</summary>
    internal string WaitingPrefix =>
        $"{RecordKeys.WaitingPrefix}{LetterAt.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}/{Key.Purpose}/"
        + $"{string.Join('+', Departments)}/{Former}/{Successor}/";

    /// <summary>Where it waits.</summary>
    internal string WaitingKey => $"{WaitingPrefix}{Key.Subject}/{Key.Occasion}";

    /// <summary>A notice about a sheet as it is now.</summary>
    /// <param name="plan">The plan, which knows who can get mail.</param>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="sheet">The sheet.</param>
    /// <param name="purpose">What the notice is for.</param>
    /// <param name="occasion">Tells it from others of the purpose.</param>
    /// <param name="letterAt">When its letter leaves.</param>
    /// <param name="reason">差戻し, 期限延長: why.</param>
    /// <param name="former">担当替え: the sheet as it was.</param>
    /// <param name="note">担当替え: what the former department has to say.</param>
    internal static SheetNotice Of(
        Plan plan,
        string cycleId,
        Sheet sheet,
        MailPurpose purpose,
        string occasion,
        DateTimeOffset letterAt,
        string? reason = null,
        Sheet? former = null,
        string? note = null)
    {
        var departments = purpose == MailPurpose.HandedOver ? Relieved(plan, former!.Departments, sheet.Departments) : sheet.Departments;
        return new SheetNotice(
            new MailKey(cycleId, RecordKeys.SheetSubject(sheet.Measure), purpose, occasion),
            sheet.Measure,
            // Those who can't get mail, and the order of the copies, are no reason for another letter.
            [
                .. departments.Take(1),
                .. departments.Skip(1).Where(id => plan.FindDepartment(id)?.Mail is not null).Order(StringComparer.Ordinal),
            ],
            letterAt,
            reason,
            former?.Departments[0],
            former is null ? null : sheet.Departments[0],
            note,
            SheetNoticeState.Waiting,
            Letter: null);
    }

    /// <summary>Who hears that a sheet was handed over: whoever led it and does not, then those who answered it and do not any more.</summary>
    /// <param name="plan">The plan, which knows who is there and can get mail.</param>
    /// <param name="former">The departments that had the sheet, the first led.</param>
    /// <param name="now">Those that have it, the first leads.</param>
    internal static ImmutableArray<string> Relieved(Plan plan, ImmutableArray<string> former, ImmutableArray<string> now) =>
    [
        .. former.Where((id, place) => (place == 0 ? id != now[0] : !now.Contains(id)) && plan.FindDepartment(id)?.Mail is not null),
    ];

    /// <summary>The prefix of all notices about a subject.</summary>
    internal static string PrefixOf(string subject) => $"{RecordKeys.NoticePrefix}{subject}/";

    /// <summary>The writes that let it wait.</summary>
    internal RecordWrite[] Wait() => [TypedRecords.Insert(RecordKey, this), TypedRecords.Insert(WaitingKey, RecordKey)];
}

/// <summary>How far a notice is.</summary>
public enum SheetNoticeState
{
    /// <summary>Its letter has not been written.</summary>
    Waiting,

    /// <summary>A letter carries it; how far that is, the outbox says.</summary>
    Carried,

    /// <summary>The sheet came in before the letter that would have asked for it left.</summary>
    Lapsed,
}
