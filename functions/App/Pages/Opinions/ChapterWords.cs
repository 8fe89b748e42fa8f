using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Pages.Opinions;

/// <summary>The chapters' names, for people and in addresses.</summary>
internal static class ChapterWords
{
    private static readonly (Chapter Chapter, string Slug, string Label)[] All =
    [
        (Chapter.Introduction, "introduction", "はじめに"),
        (Chapter.Flow, "flow", "評価の流れ"),
        (Chapter.Method, "method", "評価方法"),
        (Chapter.ItemRemarks, "item-remarks", "取組項目別の評価集計結果について"),
        (Chapter.ThemeRemarks, "theme-remarks", "テーマ別の評価集計結果について"),
        (Chapter.GeneralReview, "general-review", "総評"),
    ];

    /// <summary>Every chapter in the order of the document.</summary>
    public static IEnumerable<Chapter> Chapters => All.Select(c => c.Chapter);

    /// <summary>The name in an address.</summary>
    public static string Slug(this Chapter chapter) => All.Single(c => c.Chapter == chapter).Slug;

    /// <summary>The name that people see.</summary>
    public static string Label(this Chapter chapter) => All.Single(c => c.Chapter == chapter).Label;

    /// <summary>The chapter of an address, or null.</summary>
    public static Chapter? Find(string slug) => All.Where(c => c.Slug == slug).Select(c => (Chapter?)c.Chapter).FirstOrDefault();

    /// <summary>A chapter's text.</summary>
    public static TextTemplate Of(this DocumentTexts texts, Chapter chapter) => chapter switch
    {
        Chapter.Introduction => texts.Introduction,
        Chapter.Flow => texts.Flow,
        Chapter.Method => texts.Method,
        Chapter.ItemRemarks => texts.ItemRemarks,
        Chapter.ThemeRemarks => texts.ThemeRemarks,
        Chapter.GeneralReview => texts.GeneralReview,
        _ => throw new ArgumentOutOfRangeException(nameof(chapter), chapter, "No such chapter."),
    };
}
