using System.Collections.Immutable;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Corrections;

/// <summary>訂正: why a published version was replaced by another, and what changed figure by figure.</summary>
/// <param name="Version">The version that corrects; the one before it stays at its address.</param>
/// <param name="On">The day on which it was published.</param>
/// <param name="Reason">Why, for citizens.</param>
/// <param name="Changes">In the order of the document.</param>
public sealed record Correction(int Version, DateOnly On, string Reason, ImmutableArray<FigureChange> Changes)
{
    /// <summary>A correction that may be published.</summary>
    /// <exception cref="RuleBrokenException">There is no reason, or nothing changes.</exception>
    public static Correction Ordered(int version, DateOnly on, string reason, ImmutableArray<FigureChange> changes)
    {
        WrittenReason.Check(reason, new CorrectionMustHaveReason());
        RuleBrokenException.Unless(!changes.IsEmpty, new CorrectionMustChangeSomething());
        return new Correction(version, on, reason.Trim(), changes);
    }
}

/// <summary>One published figure or text that differs between two versions.</summary>
/// <param name="Of">What kind of thing it belongs to.</param>
/// <param name="Subject">Which one: a measure, an item, a theme, the document.</param>
/// <param name="Figure">What of it changed.</param>
/// <param name="Detail">Which of several: a criterion, a form's field, a former year, an opinion's place; null where there is one.</param>
/// <param name="Before">As it was published; null where there was nothing.</param>
/// <param name="After">As it is now; null where there is nothing any more.</param>
public sealed record FigureChange(
    ChangedSubject Of, Labelled Subject, ChangedFigure Figure, Labelled? Detail, string? Before, string? After);

/// <summary>A code with the words that people see for it.</summary>
/// <param name="Code">As in the data.</param>
/// <param name="Name">As in the document.</param>
public sealed record Labelled(string Code, string Name);

/// <summary>What a changed figure belongs to.</summary>
public enum ChangedSubject
{
    /// <summary>実践項目.</summary>
    Measure,

    /// <summary>取組項目.</summary>
    Item,

    /// <summary>テーマ.</summary>
    Theme,

    /// <summary>The document as a whole: the figures of its closing chapter.</summary>
    Document,
}

/// <summary>What changed.</summary>
public enum ChangedFigure
{
    /// <summary>A criterion's score.</summary>
    Score,

    /// <summary>A criterion's mean.</summary>
    Mean,

    /// <summary>合計.</summary>
    Total,

    /// <summary>総合評価.</summary>
    Grade,

    /// <summary>委員評価の平均.</summary>
    CommitteeMean,

    /// <summary>How many measures count in a mean.</summary>
    MeasureCount,

    /// <summary>A former year's grade.</summary>
    PastGrade,

    /// <summary>A figure of the closing chapter.</summary>
    Closing,

    /// <summary>A text of the sheet.</summary>
    Answer,

    /// <summary>An opinion of the committee.</summary>
    Opinion,
}

/// <summary>The words that people see for what changed.</summary>
public static class ChangedFigureLabel
{
    /// <summary>The Japanese label.</summary>
    public static string Label(this ChangedFigure figure) => figure switch
    {
        ChangedFigure.Score => "評点",
        ChangedFigure.Mean => "平均値",
        ChangedFigure.Total => "合計",
        ChangedFigure.Grade => "総合評価",
        ChangedFigure.CommitteeMean => "委員評価の平均",
        ChangedFigure.MeasureCount => "実践項目数",
        ChangedFigure.PastGrade => "過年度の総合評価",
        ChangedFigure.Closing => "集計",
        ChangedFigure.Answer => "記載を訂正",
        ChangedFigure.Opinion => "委員の意見",
        _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, "No such figure."),
    };

    /// <summary>The Japanese label.</summary>
    public static string Label(this ChangedSubject subject) => subject switch
    {
        ChangedSubject.Measure => "実践項目",
        ChangedSubject.Item => "取組項目",
        ChangedSubject.Theme => "テーマ",
        ChangedSubject.Document => "文書全体",
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject, "No such subject."),
    };
}
