using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Parts;

/// <summary>A chapter of the document: one part, or the parts on scores together.</summary>
/// <param name="Id">Its id in the page, which stays when its number changes.</param>
/// <param name="Title">Its number and name.</param>
/// <param name="Parts">What it is made of, in order.</param>
public sealed record DocumentChapter(string Id, string Title, ImmutableArray<ChapterPart> Parts)
{
    private static readonly DocumentPart[] Scored = [DocumentPart.Overview, DocumentPart.ItemReviews, DocumentPart.Effectiveness];

    /// <summary>The title as the contents have it: without the committee's name.</summary>
    public string Short => Parts[0].Part == DocumentPart.Roster ? $"{Title[..Title.IndexOf(' ', StringComparison.Ordinal)]} 委員名簿" : Title;

    /// <summary>The chapters of a year's document, numbered. What the year has nothing for is no chapter.</summary>
    public static ImmutableArray<DocumentChapter> Of(ReviewedYear year)
    {
        var chapters = ImmutableArray.CreateBuilder<DocumentChapter>();
        foreach (var part in year.Plan.Document.Parts.Where(p => p != DocumentPart.Appendix && Has(year, p)))
        {
            var blocks = PartBlocks.Of(part, year);
            var made = new ChapterPart(part, blocks ?? []);
            if (IsScored(year, part) && chapters is [.., { Parts: [.., var last] } before] && IsScored(year, last.Part))
            {
                chapters[^1] = before with { Parts = before.Parts.Add(made) };
            }
            else if (blocks is not { IsEmpty: true })
            {
                chapters.Add(new DocumentChapter(IdOf(part), $"{Printed.Number(chapters.Count + 1)} {NameOf(year, part)}", [made]));
            }
        }

        return chapters.ToImmutable();
    }

    /// <summary>Whether every sheet is printed at the end (資料編).</summary>
    public static bool HasAppendix(ReviewedYear year) => year.Plan.Document.Parts.Contains(DocumentPart.Appendix);

    private static bool Has(ReviewedYear year, DocumentPart part) => part switch
    {
        DocumentPart.Introduction => !string.IsNullOrWhiteSpace(year.Plan.Document.Introduction.Text) || year.Plan.IsScored,
        DocumentPart.Method => MethodSections.Of(year.Plan).Any,
        DocumentPart.ItemReviews or DocumentPart.Effectiveness => year.Plan.IsScored,
        DocumentPart.GeneralReview => !string.IsNullOrWhiteSpace(year.Plan.Document.GeneralReview.Text) || year.Plan.IsScored,
        DocumentPart.Roster => YearCommittee.TakesPart(year),
        _ => true,
    };

    private static bool IsScored(ReviewedYear year, DocumentPart part) => year.Plan.IsScored && Scored.Contains(part);

    private static string IdOf(DocumentPart part) => part switch
    {
        DocumentPart.Introduction => "chapter-1",
        DocumentPart.Effects => "chapter-2",
        DocumentPart.Method => "chapter-3",
        DocumentPart.Overview or DocumentPart.ItemReviews or DocumentPart.Effectiveness => "chapter-4",
        DocumentPart.GeneralReview => "chapter-5",
        DocumentPart.Roster => "chapter-6",
        _ => "part-" + System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(part.ToString()),
    };

    private static string NameOf(ReviewedYear year, DocumentPart part) => part switch
    {
        DocumentPart.Introduction => Headings.Introduction,
        DocumentPart.Effects => Headings.Effects,
        DocumentPart.Method => Headings.Method,
        DocumentPart.Overview when !year.Plan.IsScored => "取組の一覧",
        DocumentPart.Overview or DocumentPart.ItemReviews or DocumentPart.Effectiveness => Headings.Review(year),
        DocumentPart.IndicatorTables => "取組項目ごとの指標と取組状況",
        DocumentPart.Trends => "指標の達成率と推移",
        DocumentPart.Initiatives => "取組ごとの目標と状況",
        DocumentPart.Progress => "進捗状況",
        DocumentPart.GroupCopies => "グループごとの検討結果",
        DocumentPart.Profiles => "取組項目（個票）",
        DocumentPart.GeneralReview => Headings.GeneralReview,
        DocumentPart.Roster => Headings.Roster(year),
        DocumentPart.History => "計画の変遷",
        DocumentPart.Glossary => "用語解説",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "No chapter."),
    };
}

/// <summary>A part in its chapter.</summary>
/// <param name="Part">Which one.</param>
/// <param name="Blocks">What stands in it; empty for a part that has a page of its own.</param>
public sealed record ChapterPart(DocumentPart Part, ImmutableArray<PartBlock> Blocks);
