using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Corrections;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Excel;

/// <summary>訂正: what the versions after the first changed, a row a change. Figures and texts have columns of their own.</summary>
internal static class CorrectionSheet
{
    /// <summary>None in a first version.</summary>
    public static IEnumerable<ExcelTable> Of(ReviewedYear year) =>
        year.Corrections.IsEmpty ? [] : [new(Headings.Corrections, Table(year))];

    private static PaperTable Table(ReviewedYear year) => PaperTable.Of(
        "訂正の内容",
        [
            PaperColumn.Number("版"), PaperColumn.Mark("公表日", 6), PaperColumn.Number("No."),
            PaperColumn.Words("対象", 6), PaperColumn.Mark("対象の番号・符号", 6), PaperColumn.Words("対象の名称", 20),
            PaperColumn.Words("訂正した数値・記載", 14),
            PaperColumn.Number("訂正前の数値", 5), PaperColumn.Number("訂正後の数値", 5),
            PaperColumn.Words("訂正前の記載", 24), PaperColumn.Words("訂正後の記載", 24),
        ],
        year.Corrections.SelectMany(c => c.Changes.Select((change, at) => Row(c, change, at + 1))));

    private static ImmutableArray<PaperCell> Row(Correction correction, FigureChange change, int number)
    {
        var (before, after) = (Figure(change, change.Before), Figure(change, change.After));
        var isFigure = before is not null || after is not null;
        return
        [
            correction.Version, PaperCell.Of(correction.On), number,
            change.Of.Label(), change.Of is ChangedSubject.Document ? "" : change.Subject.Code, change.Subject.Name, ChangeWords.What(change),
            before, after, isFigure ? "" : change.Before, isFigure ? "" : change.After,
        ];
    }

    // With the decimals that it was published with. A grade or a text may look like a number and is none.
    private static decimal? Figure(FigureChange change, string? value) =>
        !ChangeWords.IsText(change) && change.Figure is not (ChangedFigure.Grade or ChangedFigure.PastGrade)
        && decimal.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var figure)
            ? figure
            : null;
}
