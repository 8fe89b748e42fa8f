using System.Globalization;
using System.Text.Json;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Tests.Plans;

public class TomakomaiPlanTests
{
    [Fact]
    public void Read_RealPlan_HasNoProblems()
    {
        var reading = PlanReader.Read(Tomakomai.Yaml);

        Assert.Empty(reading.Problems);
        Assert.NotNull(reading.Plan);
    }

    [Fact]
    public void Read_RealPlan_IsThePapersStructure()
    {
        var plan = Tomakomai.Plan;

        Assert.Equal("012131", plan.CityCode);
        Assert.Equal(7, plan.Themes.Length);
        Assert.Equal(22, plan.Items.Length);
        Assert.Equal(95, plan.Measures.Count());
        Assert.Equal(52, plan.Departments.Length);
        Assert.Equal(["各担当部署"], plan.Departments.Where(d => d.Mail is null).Select(d => d.Name));
        Assert.Equal(11, plan.Committee.Members.Length);
        Assert.Equal("会長", plan.Committee.Chair.Role);
        Assert.Equal(3, plan.Committee.Members.Count(m => m.IsPubliclyRecruited));
        Assert.Equal(["R2", "R3", "R4", "R5", "R6"], plan.Years.Select(y => y.ToString()));
    }

    [Fact]
    public void Read_RealPlan_ReadsMeasures()
    {
        var plan = Tomakomai.Plan;

        var measure = plan.Measure("35");
        Assert.Equal(["madoguchi", "hoken-nenkin"], measure.Departments.AsEnumerable());
        Assert.Equal(new FiscalYear(2020), measure.Started);
        Assert.Equal(new MeasureEnd(new FiscalYear(2022), new DateOnly(2022, 9, 1)), measure.Ended);
        Assert.Null(measure.RevisionTag);
        Assert.Equal(12, plan.ItemOf("35").Number);
        // The paper prints no month for No.36 and lost it for No.10.
        Assert.Equal(new MeasureEnd(new FiscalYear(2022), null), plan.Measure("36").Ended);
        Assert.Equal(new MeasureEnd(new FiscalYear(2024), null), plan.Measure("10").Ended);
        Assert.Null(plan.Measure("N9").Ended);
        Assert.Equal("R5内容変更", plan.Measure("7").RevisionTag);
    }

    [Fact]
    public void Read_RealPlan_ReadsTheCycle()
    {
        var cycle = Assert.Single(Tomakomai.Plan.Cycles);

        Assert.Equal(new FiscalYear(2024), cycle.Year);
        Assert.Equal("総括", cycle.ScoreLabel);
        Assert.Equal(new DateOnly(2025, 4, 1), cycle.Opens);
        Assert.Equal(cycle.Opens, cycle.SelfEvaluation.Opens);
        Assert.Equal(new DateOnly(2025, 4, 25), cycle.SelfEvaluation.Due);
        Assert.Equal([-3, 1, 3], cycle.SelfEvaluation.RemindAt.AsEnumerable());
        Assert.Equal(5, cycle.EscalateAfter);
        Assert.Equal(new DateOnly(2025, 5, 20), cycle.Committee!.Opens);
        Assert.Equal(new DateOnly(2025, 6, 20), cycle.Committee!.Due);
        Assert.Equal([-3, 1], cycle.Committee!.RemindAt.AsEnumerable());
        Assert.Equal(new DateOnly(2025, 7, 30), cycle.Publication);
    }

    [Fact]
    public void Read_RealPlan_FillsEveryPlaceholderOfItsTexts()
    {
        var document = Tomakomai.Plan.Document;

        Assert.Equal(["measureCount", "shareAB"], document.GeneralReview.Placeholders.AsEnumerable());
        Assert.Equal(
            ["itemsFrom4", "highestItems", "highestItemMean", "secondItems", "secondItemMean"], document.ItemRemarks.Placeholders.AsEnumerable());
        Assert.Equal(["bestTheme", "bestThemeMean"], document.ThemeRemarks.Placeholders.AsEnumerable());
    }

    [Fact]
    public void Read_RealPlan_EveryMailThatAsksForSomethingSaysWhereAndWhom()
    {
        foreach (var (purpose, template) in Tomakomai.Plan.Mail.Templates)
        {
            Assert.Contains("link", template.Body.Placeholders);
            Assert.True(template.Body.Placeholders.Contains("name") || template.Body.Placeholders.Contains("addressee"), $"{purpose}");
            if (purpose is not (MailPurpose.Compile or MailPurpose.SentBack or MailPurpose.Digest))
            {
                Assert.Contains("secretariat", template.Body.Placeholders);
            }
        }
    }

    /// <summary>A department with 17 sheets tells their mails apart in the list.</summary>
    [Fact]
    public void Read_RealPlan_SubjectsAboutASheetNameIt()
    {
        foreach (var (purpose, template) in Tomakomai.Plan.Mail.Templates)
        {
            Assert.Equal(MailPlaceholders.Of(purpose).OfOneLine.Contains("sheet"), template.Subject.Placeholders.Contains("sheet"));
        }
    }

    [Fact]
    public void Read_RealPlan_OverdueMailsOfferNothingThatHasExpired()
    {
        foreach (var purpose in new[] { MailPurpose.Overdue, MailPurpose.BallotOverdue, MailPurpose.Escalation })
        {
            var text = Tomakomai.Plan.Mail.Templates[purpose].Body.Text;
            Assert.DoesNotContain("期限まで", text, StringComparison.Ordinal);
            Assert.Contains("を過ぎて", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Answers_OfTheRealSheets_FitTheForm()
    {
        var plan = Tomakomai.Plan;
        using var answers = JsonDocument.Parse(File.ReadAllText(Path.Combine(Tomakomai.Folder, "r6", "answers.json")));

        Assert.Equal(plan.Measures.Select(m => m.Code), answers.RootElement.EnumerateObject().Select(p => p.Name));
        foreach (var sheet in answers.RootElement.EnumerateObject())
        {
            foreach (var answer in sheet.Value.EnumerateObject())
            {
                var field = Assert.Single(plan.Form, f => f.Id == answer.Name);
                AssertFits(plan, field, answer.Value);
            }
        }
    }

    [Fact]
    public void Opinions_OfTheRealCommittee_CoverEveryItem()
    {
        using var opinions = JsonDocument.Parse(File.ReadAllText(Path.Combine(Tomakomai.Folder, "r6", "opinions.json")));

        Assert.Equal(
            Tomakomai.Plan.Items.Select(i => i.Number.ToString(CultureInfo.InvariantCulture)),
            opinions.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.All(opinions.RootElement.EnumerateObject(), item =>
        {
            Assert.InRange(item.Value.GetProperty("committeeMean").GetDecimal(), 1, 5);
            Assert.InRange(item.Value.GetProperty("opinions").GetArrayLength(), 3, 9);
        });
    }

    private static void AssertFits(Plan plan, FormField field, JsonElement answer)
    {
        switch (field.Kind)
        {
            case FieldKind.Scores:
                Assert.Equal(plan.Scoring.Criteria.Select(c => c.Id), answer.EnumerateObject().Select(p => p.Name));
                Assert.All(answer.EnumerateObject(), p => Assert.InRange(p.Value.GetInt32(), 0, 3));
                break;
            case FieldKind.TextPerCriterion:
                Assert.All(answer.EnumerateObject(), p =>
                {
                    Assert.NotNull(plan.Scoring.FindCriterion(p.Name));
                    AssertText(field, p.Value);
                });
                break;
            case FieldKind.Table:
                Assert.All(answer.EnumerateArray().SelectMany(row => row.EnumerateObject()), cell =>
                {
                    var column = Assert.Single(field.Columns, c => c.Id == cell.Name);
                    AssertFits(plan, column, cell.Value.GetString()!);
                });
                break;
            case FieldKind.Month:
                Assert.True(DateOnly.TryParseExact(answer.GetString() + "-01", "yyyy-MM-dd", out _));
                break;
            default:
                AssertText(field, answer);
                break;
        }
    }

    private static void AssertFits(Plan plan, FormColumn column, string cell)
    {
        Assert.NotEmpty(cell);
        switch (column.Kind)
        {
            case ColumnKind.Year:
                Assert.Contains(FiscalYear.Parse(cell), plan.Years);
                break;
            case ColumnKind.Number:
                Assert.True(int.TryParse(cell, CultureInfo.InvariantCulture, out _));
                break;
            case ColumnKind.Choice:
                Assert.Contains(cell, column.Choices);
                break;
            default:
                break;
        }
    }

    private static void AssertText(FormField field, JsonElement text)
    {
        var length = text.GetString()!.Length;
        Assert.True(field.MaxLength == 0 || length <= field.MaxLength, $"{field.Id} has {length} characters.");
    }
}
