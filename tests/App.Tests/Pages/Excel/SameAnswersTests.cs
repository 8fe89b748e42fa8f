using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Tests.Pages.Departments;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Documents.Forms;
using GyoseiFlow.Documents.Spreadsheets;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace GyoseiFlow.App.Tests.Pages.Excel;

/// <summary>Whatever is typed: through Excel it becomes the same answers as through the form.</summary>
public class SameAnswersTests
{
    private static readonly string[] Pieces =
    [
        "", " ", "　", "\n", "\n\n", "\t", "=1+1", "+81", "-", "@SUM(A1)", "'", "𠮷野家", "👨‍👩‍👧", "髙﨑", "e\u0301", "_x0041_", "_x000D_", "<b>&amp;\"", "１２，３４５", "97回", "15.4%",
        "前の行と同じ", "①と同じ", "\u00a0", "\u2028", "2025-03", "R6", "0.10", "1e5", "TRUE", "#REF!", "長い文章です。",
    ];

    public static TheoryData<string> Plans => ["tomakomai", "ebetsu", "fuchu", "sapporo", "toyama", "small", "unscored"];

    [Theory]
    [MemberData(nameof(Plans))]
    public void TypedIntoCellsOrIntoTheForm_GivesTheSameAnswers(string name)
    {
        var plan = PlanOf(name);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var measure = plan.Measures.ElementAt((seed & int.MaxValue) % plan.Measures.Count());
            var typed = Typing(plan, measure, new System.Random(seed)).ToList();
            var expected = TypedAnswers.WithoutBlankRows(TypedAnswers.Read(plan, FormOf(typed)));

            var filled = Read(plan, measure, Filling.Filled(
                Write(plan, measure, Answers.None), [.. typed.Select(t => (FormSheet.NameOf(measure.Code), t.Key, t.Column, t.Value))]));
            var again = Read(plan, measure, Write(plan, measure, filled.Answers));

            Assert.Empty(filled.Problems.Where(p => !p.IsNotice).Select(p => p.In(name)));
            Assert.Equal(AnswersJson.Write(expected), AnswersJson.Write(filled.Answers));
            Assert.Equal(AnswersJson.Write(expected), AnswersJson.Write(again.Answers));
        }));
    }

    [Fact]
    public void Plans_HaveEveryKindOfFieldAndColumn()
    {
        var forms = Plans.Cast<object[]>().SelectMany(p => PlanOf((string)p[0]).Form).ToList();

        Assert.Empty(Enum.GetValues<FieldKind>().Except(forms.Select(f => f.Kind)));
        Assert.Empty(Enum.GetValues<ColumnKind>().Except(forms.SelectMany(f => f.Columns).Select(c => c.Kind)));
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Export_SameSheet_IsTheSameBytes(string name)
    {
        var plan = PlanOf(name);
        var measure = plan.Measures.First();

        Assert.Equal(Write(plan, measure, Answers.None), Write(plan, measure, Answers.None));
    }

    private static Plan PlanOf(string name)
    {
        var yaml = name switch
        {
            "small" => FullForm.Yaml,
            // The only one whose form has a number of its own.
            "unscored" => UnscoredPlan.Yaml,
            _ => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Plans", name, "plan.yaml")),
        };
        return PlanReader.Read(yaml).Plan!;
    }

    private static byte[] Write(Plan plan, Measure measure, Answers answers) => FormBook.Write("個票", [
        new FormSheet(plan, plan.Cycles[0].Year, new FormId(plan.Id, plan.Edition, "c", measure.Code, measure.LeadDepartment, "e"), ["課"], answers, answers)]);

    private static FilledForm Read(Plan plan, Measure measure, byte[] book)
    {
        var (sheet, id) = Assert.Single(FilledForm.In(ReadBook.Read(book)));
        Assert.Equal(measure.Code, id!.Measure);
        return FilledForm.Read(plan, measure, sheet);
    }

    // Each cell: its name in the form, its row and column in the worksheet, and what is typed.
    private static IEnumerable<(string Name, string Key, int Column, object Value)> Typing(Plan plan, Measure measure, System.Random random)
    {
        foreach (var field in plan.Form.Where(f => AnswerParts.IsAsked(plan, measure, f)))
        {
            if (field.Kind == FieldKind.Table)
            {
                foreach (var cell in Rows(plan, field, random))
                {
                    yield return cell;
                }

                continue;
            }

            foreach (var part in AnswerParts.Asked(plan, measure, field).Where(_ => random.Next(5) > 0))
            {
                yield return (NameOf(plan, field, part.Id), $"{field.Id}/{part.Id}", 0, Value(plan, field, part.Id, random));
            }
        }
    }

    private static IEnumerable<(string, string, int, object)> Rows(Plan plan, FormField field, System.Random random)
    {
        for (var row = 1; row <= 8; row++)
        {
            for (var i = 0; i < field.Columns.Length; i++)
            {
                if (random.Next(3) == 0)
                {
                    var number = row.ToString(CultureInfo.InvariantCulture);
                    yield return (TypedAnswers.NameOf(field, number, field.Columns[i]), $"{field.Id}/{number}", i, Cell(plan, field.Columns[i], random));
                }
            }
        }
    }

    private static object Cell(Plan plan, FormColumn column, System.Random random) => column.Kind switch
    {
        ColumnKind.Choice => column.Choices[random.Next(column.Choices.Length)],
        ColumnKind.Year => plan.Years.ElementAt(random.Next(plan.Years.Count())).Wareki,
        ColumnKind.Number => random.Next(-5, 200),
        _ => Text(random),
    };

    private static string NameOf(Plan plan, FormField field, string part) => field.Kind switch
    {
        FieldKind.Scores or FieldKind.TextPerCriterion => TypedAnswers.NameOf(field, plan.Scoring.Criteria.First(c => c.Id == part)),
        FieldKind.Indicator or FieldKind.Progress or FieldKind.Grid => TypedParts.NameOf(field, part),
        _ => TypedAnswers.NameOf(field),
    };

    private static object Value(Plan plan, FormField field, string part, System.Random random) => field.Kind switch
    {
        FieldKind.Scores when plan.Scoring.Criteria.First(c => c.Id == part) is var c => random.Next(c.Min, c.Max + 1),
        FieldKind.Progress => field.Scale!.Labels.Keys.ElementAt(random.Next(field.Scale.Labels.Count)),
        FieldKind.Choice => field.Choices[random.Next(field.Choices.Length)],
        FieldKind.Month => $"{plan.FirstYear.Year + random.Next(3)}-{random.Next(1, 13):00}",
        FieldKind.Number => Math.Round((decimal)random.NextDouble() * 100_000, random.Next(4)),
        _ => Text(random),
    };

    private static string Text(System.Random random) => random.Next(25) == 0
        ? string.Concat(Enumerable.Repeat("𠮷長", 32_767 / 3)) + "長"
        : string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static PostedForm FormOf(IEnumerable<(string Name, string Key, int Column, object Value)> typed)
    {
        var fields = typed.ToDictionary(t => t.Name, t => new StringValues(Convert.ToString(t.Value, CultureInfo.InvariantCulture)));
        var http = new DefaultHttpContext();
        http.Features.Set<IFormFeature>(new FormFeature(new FormCollection(fields)));
        return PostedForm.ReadAsync(http.Request, CancellationToken.None).GetAwaiter().GetResult()!;
    }
}
