namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Finds values that a # cuts short without anybody meaning it: in "苫小牧市 #プラン" the rest is a comment.</summary>
internal static class CutTexts
{
    public static void Warn(SourceText text, IReadOnlyList<EntryLine> entries, ProblemList problems)
    {
        foreach (var entry in entries.Where(e => e.HasValue))
        {
            var written = text.Lines[entry.Line];
            var hash = written.IndexOf(" #", entry.ContentAt, StringComparison.Ordinal) + 1;
            if (hash > 0 && hash + 1 < written.Length && !char.IsWhiteSpace(written[hash + 1]) && written[hash + 1] != '#'
                && written[hash - 2] != ' ' && !IsQuoted(written, hash))
            {
                problems.Add(
                    new Place(entry.Line + 1, hash + 1),
                    "",
                    "空白の後の「#」から行の終わりまでは説明とみなされ、値に入りません。値の一部なら、値全体を \" で囲んでください。",
                    PlanProblemSeverity.Warning);
            }
        }
    }

    private static bool IsQuoted(string written, int hash) =>
        written.AsSpan(0, hash).Count('"') % 2 == 1 || written.AsSpan(0, hash).Count('\'') % 2 == 1;
}
