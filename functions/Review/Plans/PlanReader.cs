using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans.Reading;
using GyoseiFlow.Review.Scoring;

namespace GyoseiFlow.Review.Plans;

/// <summary>
/// Reads a plan file and checks all of it, so that a mistake shows when the file is read and not in the middle of a cycle.
/// </summary>
/// <remarks>
/// Every section reader goes on after a mistake with an empty value in its place, to find the other mistakes as well. Such a plan is
/// never handed out.
/// </remarks>
public static class PlanReader
{
    /// <summary>The longest file that is read, in characters. Tomakomai's, with 95 measures, has about 40,000.</summary>
    public const int MaxLength = 2_000_000;

    /// <summary>Reads the text of a plan file.</summary>
    /// <param name="yaml">YAML. Anything may be in it: this never throws for what the text says.</param>
    public static PlanReading Read(string yaml)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        var written = yaml.TrimStart('\uFEFF');
        var problems = new ProblemList();
        var plan = Read(written, problems);
        if (written.Length <= MaxLength)
        {
            var text = new SourceText(written);
            var entries = LineSlips.Find(text);
            problems = problems.HasErrors ? MistakeFinder.Explain(text, entries, problems, Read) : problems;
            CutTexts.Warn(text, entries, problems);
        }

        return new PlanReading(problems.HasErrors ? null : plan, problems.InOrder());
    }

    /// <summary>Notes what is asked for while a plan file is read that is right.</summary>
    internal static void NoteShape(string yaml, PlanShape shape) => Read(yaml, new ProblemList { Shape = shape });

    private static Plan? Read(string yaml, ProblemList problems)
    {
        var root = YamlTree.Read(yaml, problems);
        return root is null ? null : ReadPlan(new PlanValue(root, "", problems).Section());
    }

    private static Plan ReadPlan(PlanSection root)
    {
        var id = root.Required("id").Id();
        var edition = root.Required("edition").Integer(1, 99);
        var name = root.Required("name").Line();
        var city = root.Required("city").Line();
        var cityCode = CityCode.Read(root.Required("cityCode"));
        var (first, last) = ReadYears(root);
        var years = new PlanYears(first, last);
        var themes = new NameList("テーマ", "themes");
        var departments = new NameList("部署", "departments");
        var headings = new NameList("見出し", "headings");
        var scoring = root.Optional("scoring");
        var themeList = root.Optional("themes");
        var committee = root.Optional("committee");
        var form = root.Required("form");
        var plan = new Plan(
            id,
            edition,
            name,
            city,
            cityCode,
            first,
            last,
            scoring.Exists ? ScoringReader.Read(scoring.Section(), years) : ScoringRules.None,
            themeList.Exists ? StructureReader.ReadThemes(themeList, themes) : [],
            StructureReader.ReadDepartments(root.Required("departments"), departments, years),
            [],
            FormReader.Read(form, isScored: scoring.Exists),
            committee.Exists ? CommitteeReader.Read(committee.Section()) : CommitteePlan.None,
            [],
            MailReader.Read(root.Required("mail").Section(), hasBallots: committee.Exists && !committee.Section().Has("groups")),
            DocumentReader.Read(root.Required("document").Section()))
        {
            Headings = HeadingsReader.Read(root.Optional("headings"), headings),
            Profile = ProfileReader.ReadFields(root.Optional("profile")),
            Glossary = HeadingsReader.ReadGlossary(root.Optional("glossary")),
        };
        plan = plan with
        {
            Cycles = CyclesReader.Read(root.Required("cycles"), plan),
        };
        // The offices that answer a year's review follow from its calendar.
        plan = plan with { Items = new ItemsReader(plan, themes, departments, headings).Read(root.Required("items")) };
        FormReader.CheckAgainst(plan, form);
        root.Close();
        return plan.Document.Parts.IsEmpty ? plan with { Document = plan.Document with { Parts = DocumentParts.Of(plan) } } : plan;
    }

    private static (FiscalYear First, FiscalYear Last) ReadYears(PlanSection root)
    {
        var first = root.Required("firstYear").Year();
        var lastYear = root.Required("lastYear");
        var last = lastYear.Year();
        if (first != default && last != default && last < first)
        {
            lastYear.Error($"最後の年度（{last}）が最初の年度（{first}）より前です。firstYearとlastYearを確かめてください。");

            // Against such a period every year in the file would be wrong.
            return (default, default);
        }

        return (first, last);
    }
}
