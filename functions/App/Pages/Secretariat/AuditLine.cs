using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>An entry of the log in the words of the office.</summary>
/// <param name="Entry">What the log holds.</param>
/// <param name="Who">Who did it.</param>
/// <param name="What">What was done.</param>
/// <param name="Subject">To what.</param>
/// <param name="Facts">What is otherwise than before.</param>
public sealed record AuditLine(AuditEntry Entry, string Who, string What, string Subject, ImmutableArray<AuditFact> Facts)
{
    /// <summary>Reads an entry of a plan's log.</summary>
    public static AuditLine Of(Plan plan, PersonNames names, AuditEntry entry) => new(
        entry,
        Actors.Label(plan, names, entry.By, entry.At),
        Act(entry.What),
        Subjects.Label(plan, names, entry.Subject, entry.At),
        AuditFacts.Of(plan, entry));

    /// <summary>What an act is called: as the log has it, but for what only a programmer would understand.</summary>
    public static string Act(string what) => what switch
    {
        "オーケストレーション再構築" => "進行の立て直し",
        "引継ぎ" => "ほかの部署への引継ぎ",
        "委員評価の締切" => "委員評価の締切（未提出を残して終了）",
        "自己評価の締切" => "自己評価の締切（未提出として終了）",
        _ => what,
    };
}

/// <summary>One thing that changed.</summary>
/// <param name="Label">Which, as the office calls it.</param>
/// <param name="Before">How it was; empty for nothing.</param>
/// <param name="After">How it is; empty for nothing.</param>
public sealed record AuditFact(string Label, string Before, string After);
