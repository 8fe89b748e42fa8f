namespace GyoseiFlow.Local.Commands.Scores;

/// <summary>Which column holds what, by the file's heading.</summary>
internal sealed record ScoreColumns(int Measure, int Year, int Criterion, int Score, int Count)
{
    private static readonly (string Id, string Name)[] s_names =
        [("measure", "実践項目"), ("year", "年度"), ("criterion", "評価項目"), ("score", "評点")];

    /// <summary>Reads the heading; null when a column is missing, unknown or there twice.</summary>
    public static ScoreColumns? Read(CsvRecord heading, ScoreProblems problems)
    {
        if (NotAHeading(heading) is { } reason)
        {
            problems.Add(heading.Line, () => reason);
            return null;
        }

        var before = problems.Count;
        if (heading.Problem is { } problem)
        {
            problems.Add(heading.Line, () => problem);
        }

        int?[] found = [null, null, null, null];
        for (var i = 0; i < heading.Fields.Count; i++)
        {
            var field = TypedText.Plain(heading.Fields[i]);
            var column = ColumnOf(field);
            if (column < 0)
            {
                problems.Add(heading.Line, () => $"列「{field}」は使えません。列は {Names(s_names)} です。");
            }
            else if (found[column] is not null)
            {
                problems.Add(heading.Line, () => $"列「{field}」が二つあります。一つにしてください。");
            }
            else
            {
                found[column] = i;
            }
        }

        (string Id, string Name)[] missing = [.. s_names.Where((_, i) => found[i] is null)];
        if (missing.Length > 0)
        {
            problems.Add(heading.Line, () => $"列 {Names(missing)} がありません。1行目に列の名前を書いてください。");
        }

        return problems.Count > before
            ? null
            : new ScoreColumns(found[0]!.Value, found[1]!.Value, found[2]!.Value, found[3]!.Value, heading.Fields.Count);
    }

    private static int ColumnOf(string field) =>
        Array.FindIndex(s_names, n => n.Id.Equals(field, StringComparison.OrdinalIgnoreCase) || n.Name == field);

    private static string? NotAHeading(CsvRecord heading)
    {
        if (heading.Fields is [var only] && (only.Contains(';', StringComparison.Ordinal) || only.Contains('\t', StringComparison.Ordinal)))
        {
            var separator = only.Contains('\t', StringComparison.Ordinal) ? "タブ" : "「;」";
            return $"区切りが{separator}になっています。区切りはコンマ「,」にして保存し直してください。";
        }

        return heading.Problem is null && heading.Fields.All(f => ColumnOf(TypedText.Plain(f)) < 0)
            ? "1行目が列の名前ではありません。1行目は measure,year,criterion,score（実践項目,年度,評価項目,評点）にしてください。"
            : null;
    }

    private static string Names(IEnumerable<(string Id, string Name)> names) => string.Join("、", names.Select(n => $"{n.Name}（{n.Id}）"));
}
