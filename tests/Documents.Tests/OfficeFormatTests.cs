using System.Collections.Immutable;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Tests;

/// <summary>Word and Excel files that the formats' own validator finds nothing wrong with, whatever is in them.</summary>
public class OfficeFormatTests
{
    private const string Hostile = "𠮷髙﨑\U000E0100👨‍👩‍👧‍👦<&\"'\u0001\u0000\uD842\uFFFF\v\t\r\n=1+1";

    [Fact]
    public async Task Tomakomai_IsValid() => AssertValid(await Tomakomai.PublishedAsync);

    [Fact]
    public async Task SmallYear_IsValid() => AssertValid(await Published.OfAsync(new Years { Version = 2 }.Build()));

    [Fact]
    public async Task Corrected_IsValid() => AssertValid(await Published.OfAsync(CorrectionDocumentTests.Corrected()));

    [Fact]
    public async Task OneItem_IsValid() => AssertValid(await Published.OfAsync(new Years
    {
        Items = [new(1, "唯一", ["money"], [Years.Measure("1", "唯一")])],
        Scores = ImmutableDictionary<string, int[]>.Empty,
        Past = PastGrades.None,
    }.Build()));

    [Fact]
    public async Task EmptyCycle_IsValid()
    {
        var year = new Years().Build();
        var plan = year.Plan with
        {
            Items = [],
            Themes = [],
            Form = [],
            Scoring = year.Plan.Scoring with { Criteria = [] },
            Committee = year.Plan.Committee with { Members = [] },
        };
        AssertValid(await Published.OfAsync(year with
        {
            Plan = plan,
            Figures = YearFigures.Of(
                plan, new Dictionary<string, ImmutableDictionary<string, int>>(), new Dictionary<int, ImmutableArray<int>>()),
            Answers = ImmutableDictionary<string, Answers>.Empty,
            Past = PastGrades.None,
        }));
    }

    [Fact]
    public async Task HostileText_IsValid() => AssertValid(await Published.OfAsync(OfText(Hostile)));

    [Fact]
    public async Task VeryLongText_IsValid() =>
        AssertValid(await Published.OfAsync(OfText(string.Concat(Enumerable.Repeat("とても長い意見です。", 10_000)))));

    private static ReviewedYear OfText(string text) => new Years
    {
        PlanName = text,
        Themes = [new Theme("money", "I", text, text), new Theme("b", "II", text, text), new Theme("c", "III", "三", text)],
        Items = [new(1, text, ["money", "b", "c"], [Years.Measure("1", text, tag: text)])],
        Opinions = [text],
        Answers = ImmutableDictionary<string, Answers>.Empty.Add("1", Answers.None
            .With("remark", new TextAnswer(text))
            .With("reasons", new TextsAnswer(ImmutableSortedDictionary<string, string>.Empty.Add("progress", text)))
            .With("actions", new TableAnswer([ImmutableSortedDictionary<string, string>.Empty.Add("year", text).Add("result", text)]))),
        Introduction = text,
        GeneralReview = "{{highestItems}}",
    }.Build();

    private static void AssertValid(Published published)
    {
        using var word = WordprocessingDocument.Open(Stream(published, "opinion.docx"), isEditable: false);
        using var excel = SpreadsheetDocument.Open(Stream(published, "tables.xlsx"), isEditable: false);
        var validator = new OpenXmlValidator(FileFormatVersions.Office2019);
        Assert.Empty(validator.Validate(word).Concat(validator.Validate(excel)).Select(e => $"{e.Part?.Uri} {e.Path?.XPath}: {e.Description}"));
    }

    private static MemoryStream Stream(Published published, string path) => new(published.File(path).Content.ToArray());
}
