using System.Collections.Immutable;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Documents.Verification;

/// <summary>The scoring rules as they were published, read back from their tables.</summary>
internal static class PublishedRules
{
    private const int MostDecimals = 9;

    public static ScoringRules Scoring(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        var criteria = ReadTable.Of(files, "criteria.csv").Rows.OrderBy(r => r.Integer("order")).Select(r => new Criterion(
            r["criterion_id"], r["name"], r.Integer("lowest_score"), r.Integer("highest_score"), ImmutableSortedDictionary<int, string>.Empty));
        return new ScoringRules([.. criteria], Scale(files, "measure"), Scale(files, "mean"), Rounding(files, "mean"));
    }

    public static Rounding Rounding(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string of)
    {
        var table = ReadTable.Of(files, "rounding.csv");
        var row = table.Rows.FirstOrDefault(r => r["of"] == of) ?? throw new BrokenDataException(table.File, $"{of}の行がありません。");
        return Rounding(row, "decimals", "mode");
    }

    /// <summary>How a row's figures are rounded.</summary>
    public static Rounding Rounding(ReadRow row, string decimalsColumn, string modeColumn)
    {
        var decimals = row.Integer(decimalsColumn);
        return decimals is >= 0 and <= MostDecimals
            ? new Rounding(decimals, Mode(row, modeColumn))
            : throw new BrokenDataException(row.File, $"{row.Line}行目の桁数「{decimals}」は使えません。");
    }

    private static RoundingMode Mode(ReadRow row, string column) => row[column] switch
    {
        "half_up" => RoundingMode.HalfUp,
        "half_even" => RoundingMode.HalfEven,
        "down" => RoundingMode.Down,
        var other => throw new BrokenDataException(row.File, $"{row.Line}行目の端数処理「{other}」は定められていません。"),
    };

    private static GradeScale Scale(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string scale)
    {
        var table = ReadTable.Of(files, "grade_thresholds.csv");
        ImmutableArray<GradeThreshold> thresholds =
        [
            .. table.Rows.Where(r => r["scale"] == scale).OrderBy(r => r.Integer("order"))
                .Select(r => new GradeThreshold(r["grade"], r.Decimal("from_total"))),
        ];
        var caps = ReadTable.Of(files, "grade_caps.csv").Rows.Where(r => r["scale"] == scale);
        return thresholds.IsEmpty
            ? throw new BrokenDataException(table.File, $"{scale}の区分がありません。")
            : new GradeScale(thresholds, [.. caps.Select(r => Cap(thresholds, r))]);
    }

    private static GradeCap Cap(ImmutableArray<GradeThreshold> thresholds, ReadRow row) =>
        thresholds.Any(t => t.Grade == row["grade"])
            ? new GradeCap(row["criterion_id"], row.Decimal("at_most"), row["grade"])
            : throw new BrokenDataException(row.File, $"{row.Line}行目の総合評価「{row["grade"]}」は区分にありません。");
}
