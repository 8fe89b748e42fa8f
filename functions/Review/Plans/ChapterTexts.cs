using System.Collections.Immutable;
using GyoseiFlow.Review.Plans.Reading;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Plans;

/// <summary>A chapter of the opinion document that people write.</summary>
public enum Chapter
{
    /// <summary>はじめに.</summary>
    Introduction,

    /// <summary>評価の流れ.</summary>
    Flow,

    /// <summary>評価方法.</summary>
    Method,

    /// <summary>【取組項目別の評価集計結果について】.</summary>
    ItemRemarks,

    /// <summary>【テーマ別の評価集計結果について】.</summary>
    ThemeRemarks,

    /// <summary>総評.</summary>
    GeneralReview,
}

/// <summary>One year's own chapters, in place of the plan file's.</summary>
/// <param name="ByChapter">Markdown with placeholders; chapters without are as the plan has them.</param>
public sealed record ChapterTexts(ImmutableSortedDictionary<Chapter, string> ByChapter)
{
    /// <summary>All as the plan has them.</summary>
    public static ChapterTexts None { get; } = new(ImmutableSortedDictionary<Chapter, string>.Empty);

    /// <summary>With one chapter written; line breaks become LF.</summary>
    /// <exception cref="RuleBrokenException">A plan file with this text would be refused.</exception>
    public ChapterTexts With(Chapter chapter, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var written = text.ReplaceLineEndings("\n");
        RuleBrokenException.Unless(!string.IsNullOrWhiteSpace(written), new ChapterTextMustBeSound(["文章が空白です。入力してください。"]));
        var problems = DocumentReader.CheckFigures(written);
        RuleBrokenException.Unless(problems is [], new ChapterTextMustBeSound(problems));
        return new(ByChapter.SetItem(chapter, written));
    }

    /// <summary>With one chapter as the plan has it.</summary>
    public ChapterTexts Without(Chapter chapter) => new(ByChapter.Remove(chapter));

    /// <summary>The document's texts with these in the place of the plan's.</summary>
    public DocumentTexts ApplyTo(DocumentTexts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts with
        {
            Introduction = Of(Chapter.Introduction) ?? texts.Introduction,
            Flow = Of(Chapter.Flow) ?? texts.Flow,
            Method = Of(Chapter.Method) ?? texts.Method,
            ItemRemarks = Of(Chapter.ItemRemarks) ?? texts.ItemRemarks,
            ThemeRemarks = Of(Chapter.ThemeRemarks) ?? texts.ThemeRemarks,
            GeneralReview = Of(Chapter.GeneralReview) ?? texts.GeneralReview,
        };
    }

    private TextTemplate? Of(Chapter chapter) => ByChapter.TryGetValue(chapter, out var text) ? new TextTemplate(text) : null;
}
