using System.Collections.Immutable;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Towns;

/// <summary>The small town without scores whose committee works in two groups: グループ① has m1, グループ② has m2 and m3.</summary>
internal static class GroupTown
{
    public const string FirstMember = "m1@town.example.jp";
    public const string SecondMember = "m2@town.example.jp";
    public const string ThirdMember = "m3@town.example.jp";

    public static string Yaml { get; } = UnscoredPlan.Yaml
        .Replace("cycles:\n", Committee, StringComparison.Ordinal)
        .Replace(
            "    publication: 2025-07-30",
            "    committee: { opens: 2025-05-01, due: 2025-06-20, remindAt: [-3, 1] }\n    publication: 2025-07-30",
            StringComparison.Ordinal);

    private const string Committee = """
        committee:
          name: 市民会議
          members:
            - { id: m1, role: 会長, chair: true, mail: m1@town.example.jp }
            - { id: m2, role: 委員, mail: m2@town.example.jp }
            - { id: m3, role: 委員, mail: m3@town.example.jp }
          groups:
            - { id: ga, name: グループ①, members: [m1] }
            - { id: gb, name: グループ②, members: [m2, m3] }
        cycles:

        """;

    /// <summary>Every sheet handed in and accepted: the groups' stage.</summary>
    public static async Task AnswerAllUnscoredAsync(this Town town)
    {
        await town.SubmitAsync("1", answers: UnscoredPlan.Answers());
        await town.SubmitAsync("2", answers: Answers.None
            .With("actual", new IndicatorAnswer(UnscoredPlan.Parts(("男性", "15.4%"), ("女性", "100%"))))
            .With("level", new ProgressAnswer(ImmutableSortedDictionary<string, int>.Empty.Add("", 3))));
        await town.SubmitAsync("3", answers: Answers.None
            .With("level", new ProgressAnswer(ImmutableSortedDictionary<string, int>.Empty.Add("", 1))));
        foreach (var measure in new[] { "1", "2", "3" })
        {
            await town.AcceptAsync(measure);
        }

        // The cycle goes on when the sheets' letters have left.
        await town.LettersAsync();
        await town.RestAsync();
    }
}
