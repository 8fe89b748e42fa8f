using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Tests.Towns;

/// <summary>
/// The small plan's second edition. On 1 April 2026, before R7 is reviewed, 財政課 and 企画課 become 経営企画課, and 財政係 of 財政課 goes its own
/// way as 管財課; from R7 on an A takes a full score, measure 3 has another name, and measure 4 is there.
/// </summary>
internal static class ChangingPlan
{
    public const string Keiei = "keiei@town.example.jp";
    public const string Kanzai = "kanzai@town.example.jp";

    public static string SecondEdition { get; } = Changed();

    public static Plan Plan { get; } = PlanReader.Read(SecondEdition).Plan
        ?? throw new InvalidOperationException(string.Join('\n', PlanReader.Read(SecondEdition).Problems));

    /// <summary>The second edition for a year that runs: one more measure, another name and deadline, a field gone, a threshold.</summary>
    public static string WhileItRuns(params (string From, string To)[] more)
    {
        (string From, string To)[] changes =
        [
            ("edition: 1", "edition: 2"),
            ("name: 橋の点検, departments: [zaisei], started: R6 }", "name: 橋りょうの点検, departments: [kikaku], started: R6, former: [{ until: R7, departments: [kikaku] }] }\n      - { code: \"4\", name: 水道管, departments: [kikaku], started: R6, revision: R6追加 }"),
            ("{ id: kikaku, name: 企画課,", "{ id: kikaku, name: 企画政策課,"),
            ("thresholds: [{ grade: A, from: 5 },", "thresholds: [{ grade: A, from: 6 },"),
            ("due: 2025-04-25", "due: 2025-05-09"),
            ("  - { id: goal, label: 目標, kind: text, required: false, carried: true, maxLength: 200 }\n", "  - { id: outlook, label: 今後の見通し, kind: text, required: true, carried: false }\n"),
            .. more,
        ];
        return changes.Aggregate(SmallPlan.Yaml, Replaced);
    }

    public static string Replaced(string yaml, (string From, string To) change)
    {
        Assert.Contains(change.From, yaml, StringComparison.Ordinal);
        return yaml.Replace(change.From, change.To, StringComparison.Ordinal);
    }

    private static string Changed()
    {
        (string From, string To)[] changes =
        [
            ("edition: 1", "edition: 2"),
            ("headMail: zaisei-cho@town.example.jp }", "headMail: zaisei-cho@town.example.jp, until: R7, became: [keiei, kanzai] }"),
            ("headMail: kikaku-cho@town.example.jp }", "headMail: kikaku-cho@town.example.jp, until: R7, became: [keiei] }\n" +
                $"  - {{ id: keiei, name: 経営企画課, mail: {Keiei}, headMail: keiei-cho@town.example.jp, from: R8 }}\n" +
                $"  - {{ id: kanzai, name: 管財課, mail: {Kanzai}, headMail: kanzai-cho@town.example.jp, from: R8 }}"),
            ("name: 広告料, departments: [zaisei, kikaku], started: R6 }", "name: 広告料, departments: [keiei], started: R6, former: [{ until: R6, departments: [zaisei, kikaku] }] }"),
            ("name: 橋の点検, departments: [zaisei], started: R6 }", "name: 橋りょうの点検, departments: [kanzai], started: R6, revision: R7内容変更, former: [{ until: R6, name: 橋の点検 }] }\n      - { code: \"4\", name: 水道管, departments: [kanzai], started: R7 }"),
            ("  meanRounding: { decimals: 1, mode: halfUp }\nthemes:", "  meanRounding: { decimals: 1, mode: halfUp }\n  former:\n    - until: R6\n      measureGrades:\n        thresholds: [{ grade: A, from: 5 }, { grade: B, from: 3 }, { grade: C, from: 0 }]\n        caps: [{ criterion: progress, atMost: 1, grade: B }]\nthemes:"),
            ("  measureGrades:\n    thresholds: [{ grade: A, from: 5 },", "  measureGrades:\n    thresholds: [{ grade: A, from: 6 },"),
        ];
        return changes.Aggregate(SmallPlan.Yaml, Replaced);
    }
}
