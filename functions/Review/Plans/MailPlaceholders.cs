using System.Collections.Immutable;

namespace GyoseiFlow.Review.Plans;

/// <summary>
/// Which {{placeholders}} the mails of a purpose fill: the one place that says so. A plan that uses others is refused, and a mail
/// without a value for one of them isn't written.
/// </summary>
/// <param name="OfOneLine">Those that fit a subject too.</param>
/// <param name="OfLines">Those that may run over several lines, so only a body takes them.</param>
public sealed record MailPlaceholders(ImmutableArray<string> OfOneLine, ImmutableArray<string> OfLines)
{
    private static readonly ImmutableArray<string> Always = ["city", "plan", "year", "document", "name", "addressee", "link"];

    /// <summary>Every placeholder of every purpose.</summary>
    public static ImmutableArray<string> Known { get; } =
        [.. Enum.GetValues<MailPurpose>().SelectMany(purpose => Of(purpose).All).Distinct(StringComparer.Ordinal)];

    /// <summary>What a body takes.</summary>
    public ImmutableArray<string> All => [.. OfOneLine, .. OfLines];

    /// <summary>Those of a purpose.</summary>
    public static MailPlaceholders Of(MailPurpose purpose) => purpose switch
    {
        MailPurpose.Task => Sheet(["due"], []),
        MailPurpose.Reminder or MailPurpose.Overdue or MailPurpose.Escalation => Sheet(["due", "left"], []),
        MailPurpose.ReturnReminder => Sheet(["due", "left"], ["reason"]),
        MailPurpose.Return or MailPurpose.Extension or MailPurpose.ExtensionDeclined =>
            Sheet(["due"], ["reason"]),
        MailPurpose.Accepted or MailPurpose.OnBehalf => Sheet([], []),
        MailPurpose.Reassigned => Sheet(["due", "former"], ["note"]),
        MailPurpose.HandedOver => Sheet(["successor"], []),
        MailPurpose.Ballot => Other(["due", "itemCount"], ["scale"]),
        MailPurpose.BallotReminder or MailPurpose.BallotOverdue => Other(["due", "left"], []),
        MailPurpose.Compile => Other(["due", "ballotsIn", "ballotsMissing"], ["missing"]),
        MailPurpose.Approval => Other(["due"], []),
        MailPurpose.SentBack => Other(["due"], ["comment"]),
        MailPurpose.Published => Other([], []),
        MailPurpose.Feedback => Other([], ["measures", "items"]),
        MailPurpose.Correction => Other([], ["reason", "items"]),
        MailPurpose.Closed or MailPurpose.Withdrawn => Sheet([], ["reason"]),
        MailPurpose.Digest => Other(["summary"], ["details"]),
        MailPurpose.GroupWork => Other(["due", "group"], []),
        MailPurpose.GroupReminder => Other(["due", "left", "group"], []),
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "No such purpose."),
    };

    /// <summary>Those that a mail of a purpose should use, each with what its reader would not know without it.</summary>
    public static IEnumerable<(string Name, string Lacking)> ToBeSaid(MailPurpose purpose)
    {
        yield return ("link", "どのページを開くか");
        if (Of(purpose).OfOneLine.Contains("due"))
        {
            yield return ("due", "いつまでか");
        }

        // The secretariat need not be told to ask itself.
        if (purpose is not (MailPurpose.Compile or MailPurpose.SentBack or MailPurpose.Digest))
        {
            yield return ("secretariat", "だれに聞けばよいか");
        }
    }

    private static MailPlaceholders Sheet(ImmutableArray<string> line, ImmutableArray<string> lines) =>
        Other(["measures", "sheet", "item", .. line], lines);

    private static MailPlaceholders Other(ImmutableArray<string> line, ImmutableArray<string> lines) =>
        new([.. Always, .. line], ["secretariat", .. lines]);
}
