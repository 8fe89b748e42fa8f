using System.Collections.Immutable;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Orchestrations;

/// <summary>R6, then R7 after a merger, a split, a new name and another threshold: each year shows what was true in it.</summary>
public class ReorganisedTownTests
{
    private const string R7 = "town-2025";

    [Fact]
    public async Task TwoYears_AcrossAReorganisation_EachAsItWas()
    {
        await using var town = await Town.OpenedAsync();
        await town.PlayYearAsync();
        var published = PublishedFiles.Read(Path.Combine(town.Site, "town", "2024", "v1"));
        await town.Get<PlanLibrary>().ImportAsync(ChangingPlan.SecondEdition, Town.None);
        town.Clock.AdvanceTo(JapanTime.At(new DateOnly(2026, 4, 1), new TimeOnly(9, 0)));

        await town.OpenAsync();
        await town.LettersAsync();

        // The tasks went to whoever took over, and they see last year's answers.
        Assert.Equal("keiei", (await town.SheetAsync("1", R7)).Departments[0]);
        Assert.Equal("keiei", (await town.SheetAsync("2", R7)).Departments[0]);
        Assert.Equal("kanzai", (await town.SheetAsync("3", R7)).Departments[0]);
        Assert.Equal("kanzai", (await town.SheetAsync("4", R7)).Departments[0]);
        Assert.NotEmpty(town.LeftFor(ChangingPlan.Keiei));
        var file = await town.Get<SheetReader>().ReadAsync(
            await town.Get<CycleReader>().GetAsync(R7, Town.None), await town.SheetAsync("2", R7), Town.None);
        Assert.Equal("目標・橋の点検を終えた", file.Former.Answers.Of<TextAnswer>("goal")!.Text);
        var keiei = (await town.Get<Accounts>().FindAsync(ChangingPlan.Keiei, Town.None))!;
        Assert.Equal(["keiei", "kikaku", "zaisei"], keiei.In("town", Role.Department).Select(g => g.Id).Order(StringComparer.Ordinal));

        await PlaySecondYearAsync(town);

        // R6 is untouched, byte by byte.
        Assert.Equal(published, PublishedFiles.Read(Path.Combine(town.Site, "town", "2024", "v1")));
        var document = File.ReadAllText(Path.Combine(town.Site, "town", "2025", "v1", "index.html"));
        Assert.Contains("計画の変遷", document, StringComparison.Ordinal);
        Assert.Contains("令和6年度", document, StringComparison.Ordinal);
        Assert.Contains("橋の点検", document, StringComparison.Ordinal);
        Assert.Contains("A 5以上", document, StringComparison.Ordinal);
        Assert.Contains("経営企画課", document, StringComparison.Ordinal);
        var data = File.ReadAllText(Path.Combine(town.Site, "town", "2025", "v1", "data", "former_years.csv"));
        Assert.Contains("財政課、企画課,経営企画課", data, StringComparison.Ordinal);
        // The same scores: A by R6's thresholds, B by R7's; R6's column keeps its A.
        var year = await town.Get<ReviewedYearReader>().ReadAsync(R7, 1, new DateOnly(2026, 7, 30), Town.None);
        Assert.Equal(("A", "B"), (year.Past.OfMeasure("1", new FiscalYear(2024)), year.Figures.Measures.First(m => m.Measure.Code == "1").Score!.Grade));
        Assert.Equal("橋の点検", year.FormerPlans[new FiscalYear(2024)].Measure("3").Name);
        Assert.Contains(await town.ListAsync<AuditEntry>(RecordKeys.AuditPrefix), e => e.By == "department:zaisei");
    }

    /// <summary>What the file says of a year is what its own edition said of it.</summary>
    [Fact]
    public void SecondEdition_OfTheFirstYear_SaysWhatTheFirstSaid()
    {
        var (first, second) = (SmallPlan.Plan.In(new FiscalYear(2024)), ChangingPlan.Plan.In(new FiscalYear(2024)));

        Assert.Equal(first.Measures.Select(m => (m.Code, m.Name, string.Join(',', m.Departments))), second.Measures.Select(m => (m.Code, m.Name, string.Join(',', m.Departments))));
        Assert.Equal(first.Scoring.MeasureGrades.Thresholds, second.Scoring.MeasureGrades.Thresholds.AsEnumerable());
        Assert.Equal(first.Departments.Select(d => d.Name), second.Departments.Select(d => d.Name));
    }

    private static async Task PlaySecondYearAsync(Town town)
    {
        foreach (var measure in new[] { "1", "2", "3", "4" })
        {
            await town.Sheets.SubmitAsync(
                R7, measure, SmallPlan.Answers(), etag: null, isOnBehalf: false, town.Act("department:keiei"), town.Client, Town.None);
            await town.RestAsync();
            await town.Sheets.AcceptAsync(R7, measure, 1, town.Act(), town.Client, Town.None);
            await town.RestAsync();
        }

        await town.UntilAsync(new DateOnly(2026, 5, 20));
        foreach (var member in new[] { "m1", "m2" })
        {
            var votes = ImmutableSortedDictionary.CreateRange([KeyValuePair.Create(1, new Vote(4, null)), KeyValuePair.Create(2, new Vote(3, null))]);
            await town.Ballots.SubmitAsync(R7, member, votes, etag: null, town.Act($"member:{member}"), town.Client, Town.None);
        }

        await town.UntilAsync(new DateOnly(2026, 6, 22));
        await town.Opinions.SendToChairAsync(R7, town.Act(), town.Client, Town.None);
        await town.RestAsync();
        await town.Opinions.ApproveAsync(R7, town.Act("member:m1"), town.Client, Town.None);
        await town.UntilAsync(new DateOnly(2026, 7, 30));
    }
}
