using System.Collections.Immutable;
using GyoseiFlow.Documents.Data;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Verification;

/// <summary>The means of progress and their labels, computed again from the published steps.</summary>
internal static class ProgressFigures
{
    private const string Means = "progress_means.csv";

    /// <summary>Every figure of progress_means.csv by its address; none where nothing of it was published.</summary>
    public static IEnumerable<(string Address, string Value)> Of(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        if (!files.ContainsKey($"data/{Means}"))
        {
            return [];
        }

        var scales = ReadTable.Of(files, "progress_scale.csv").Rows.GroupBy(r => r["field_id"], StringComparer.Ordinal).ToDictionary(g => g.Key, Scale, StringComparer.Ordinal);
        var steps = ReadTable.Of(files, "progress.csv").Rows.ToLookup(r => (r["measure_code"], r["field_id"]));
        return ReadTable.Of(files, Means).Rows.SelectMany(row => Of(row, scales, steps[(row["measure_code"], row["field_id"])]));
    }

    private static IEnumerable<(string Address, string Value)> Of(ReadRow row, Dictionary<string, ProgressScale> scales, IEnumerable<ReadRow> steps)
    {
        if (!scales.TryGetValue(row["field_id"], out var scale))
        {
            throw new BrokenDataException(row.File, $"{row.Line}行目の欄「{row["field_id"]}」がprogress_scale.csvにありません。");
        }

        var byPart = steps.GroupBy(s => s["part_id"], StringComparer.Ordinal).ToImmutableSortedDictionary(s => s.Key, s => s.Last().Integer("step"), StringComparer.Ordinal);
        var mean = ProgressMean.Of(scale, new ProgressAnswer(byPart));
        return
        [
            (RowAddress.Progress(row["measure_code"], row["field_id"], "mean"), Printed.Number(mean?.Mean)),
            (RowAddress.Progress(row["measure_code"], row["field_id"], "label"), mean?.Label ?? ""),
        ];
    }

    private static ProgressScale Scale(IGrouping<string, ReadRow> rows) => new(
        rows.ToImmutableSortedDictionary(r => r.Integer("step"), r => r["label"]),
        PublishedRules.Rounding(rows.First(), "mean_decimals", "mean_rounding"));
}
