using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Indicators;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Tests.Plans;

/// <summary>What a plan may have besides scores, and may leave out; each kind of mistake in it with its place and words.</summary>
public class UnscoredPlanReaderTests
{
    private const string Groups = """
        committee:
          name: 市民会議
          members:
            - { id: m1, role: 会長, chair: true, mail: m1@example.jp }
            - { id: m2, role: 委員, mail: m2@example.jp }
          groups:
            - { id: ga, name: グループ①, members: [m1] }
            - { id: gb, name: グループ②, members: [m2] }

        form:

        """;

    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        // headings and words
        { "parent: g1 }", "parent: «g3 }", "headings[1].parent", "見出し「g3」はheadingsにありません。headingsに追加するか、正しいidに直してください。" },
        { "parent: g1 }", "parent: «g1-1 }", "headings[1].parent", "見出し「g1-1」の上の見出しをたどると「g1-1」に戻ります。parentを直してください。" },
        { "parent: g1 }", "parent: «g2 }", "headings[1].parent", "上の見出し「g2」は、この見出しより前に書いてください。" },
        { "基本目標2 職員 }", "基本目標2 職員 }\n  - { id: «g1, name: 他 }", "headings[3].id", "見出し「g1」は¶{ id: g1, name: 基¶行目にもあります。どちらかを直してください。" },
        { "heading: g1-1", "heading: «g1-2", "items[0].heading", "見出し「g1-2」はheadingsにありません。「g1-1」の間違いではありませんか。" },
        { "業務の進め方を見直すこと }", "業務の進め方を見直すこと }\n  - { word: «BPR, meaning: x }", "glossary[1].word", "用語「BPR」は¶{ word: BPR, meaning: 業¶行目にもあります。どちらかを直してください。" },
        { "    heading: g2\n", "    heading: g2\n    themes: «[x]\n", "items[1].themes", "計画にテーマ（themes）がありません。計画にthemesを書くか、この行を消してください。" },
        // measures
        { "{ R5: \"6,000\" }", "{ «R6: \"6,000\" }", "items[0].measures[0].indicator.targets.R6", "目標の年度（R6）が計画の期間（R1～R5）の外です。年度を確かめてください。" },
        { "{ R5: \"6,000\" }", "{ R5: \"6,000\", «2023: \"7,000\" }", "items[0].measures[0].indicator.targets.2023", "R5の目標が2回書かれています。どちらかを消してください。" },
        { "{ R5: \"6,000\" }", "{ «来年: \"6,000\" }", "items[0].measures[0].indicator.targets.来年", "「来年」は年度として読めません。R6、令和6年度、2024 のように書いてください。" },
        { "{ 男性: 13%以上 }", "«13%以上", "items[1].measures[0].indicator.targets.R1", "内訳（parts）のある指標です。{ 男性: … } のように、内訳ごとに書いてください。" },
        { "{ 男性: 13%以上 }", "{ «男: 13%以上 }", "items[1].measures[0].indicator.targets.R1.男", "内訳「男」はpartsにありません。partsに追加するか、正しいidに直してください。" },
        { "direction: down", "direction: «downn", "items[1].measures[1].indicator.direction", "「downn」は使えません。「down」の間違いではありませんか。" },
        { "- { id: b, name: 女性の取得 }", "- { id: «a, name: 女性の取得 }", "items[1].measures[0].parts[1].id", "部分「a」は¶{ id: a, name: 男¶行目にもあります。どちらかを直してください。" },
        { "          summary: 要旨", "          «sumary: 要旨", "items[0].measures[0].profile.sumary", "「sumary」というキーはここでは使えません。「summary」の間違いではありませんか。" },
        { "{ R3-R5: 継続, R1: 150回, R2: 完了 }", "{ R2-R5: 継続, R1: 150回, «R2: 完了 }", "items[0].measures[0].profile.schedule[0].cells.R2", "「R2」の欄は「R2-R5」の欄と年度が重なります。どちらかの年度を直してください。" },
        { "{ R3-R5: 継続,", "{ «R3-R6: 継続,", "items[0].measures[0].profile.schedule[0].cells.R3-R6", "年度（R3-R6）が計画の期間（R1～R5）の外です。年度を確かめてください。" },
        { "{ R3-R5: 継続,", "{ «R5-R3: 継続,", "items[0].measures[0].profile.schedule[0].cells.R5-R3", "年度の範囲「R5-R3」が逆です。早い年度を先に書いてください。" },
        { "{ R3-R5: 継続,", "{ «3年目: 継続,", "items[0].measures[0].profile.schedule[0].cells.3年目", "「3年目」は年度として読めません。R7 のような年度か、R8-R9 のような年度の範囲を書いてください。" },
        { "R2: 完了 } }", "R2: 完了 } }\n            - { id: «a1, group: 成果, name: 件数 }", "items[0].measures[0].profile.schedule[1].id", "行「a1」は¶{ id: a1, group: 活¶行目にもあります。どちらかを直してください。" },
        // the form
        { "  - { id: state, label: 状況, kind: choice, choices: [計画どおり, 遅れ] }", "  - «{ id: state, label: 状況, kind: choice }", "form[4]", "選択の欄（kind: choice）には選択肢が要ります。choicesに書いてください。" },
        { "kind: text, carriedFrom: nextYear, maxLength: 400 }", "kind: text, choices: «[a] }", "form[1].choices", "選択肢（choices）を持てるのは選択の欄（kind: choice）だけです。kindを直すか、choicesを消してください。" },
        { "  - { id: cost, label: 事業費, kind: number, unit: 千円 }", "  - { id: cost, label: 事業費, kind: text, unit: «千円 }", "form[5].unit", "単位（unit）を持てるのは数の欄（kind: number）だけです。kindを直すか、unitを消してください。" },
        { "  - { id: state,", "  - «{ id: level2, label: 進捗, kind: progress }\n  - { id: state,", "form[4]", "進捗の欄（kind: progress）には段階が要ります。scaleに書いてください。" },
        { "{ 1: 遅れ, 2: 概ね順調, 3: 順調 }", "«{ 1: 遅れ, 3: 順調 }", "form[3].scale.labels", "段階（labels）は、続いた整数で2つ以上書いてください。" },
        { "  - { id: cost, label: 事業費, kind: number, unit: 千円 }", "  - «{ id: cost, label: 理由, kind: textPerCriterion }", "form[5]", "評価項目ごとの欄（kind: textPerCriterion）がありますが、計画に評価の決まり（scoring）がありません。scoringを書くか、この欄を消してください。" },
        { "  - { id: status, label: 取組状況, kind: text, carriedFrom: nextYear,", "  - { id: status, label: 取組状況, kind: text, carriedFrom: «nextYeer,", "form[1].carriedFrom", "carriedFromの欄「nextYeer」はformにありません。「nextYear」の間違いではありませんか。" },
        { "  - { id: status, label: 取組状況, kind: text, carriedFrom: nextYear,", "  - { id: status, label: 取組状況, kind: text, carriedFrom: «cost,", "form[1].carriedFrom", "carriedFromの欄「cost」は種類（kind: number）が違います。同じ種類の欄を書いてください。" },
        { "  - { id: status, label: 取組状況, kind: text, carriedFrom: nextYear,", "  - { id: status, label: 取組状況, kind: text, carried: true, carriedFrom: «nextYear,", "form[1].carriedFrom", "carriedとcarriedFromの両方は書けません。どちらかを消してください。" },
        // the committee and the document
        { "    escalateAfter: 5\n", "    escalateAfter: 5\n    committee: «{ opens: 2022-06-06, due: 2022-06-30, remindAt: [1] }\n", "cycles[0].committee", "計画に審議会や委員会（committee）がありません。計画にcommitteeを書くか、この段階を消してください。" },
        { "form:\n", Groups.Replace("グループ②, members: [m2]", "グループ②, members: [«m1, m2]", StringComparison.Ordinal), "committee.groups[1].members[0]", "委員「m1」は¶{ id: ga, name: グループ①¶行目にもあります。どちらかを直してください。" },
        { "form:\n", Groups.Replace("グループ②, members: [m2]", "グループ②, members: [«m3, m2]", StringComparison.Ordinal), "committee.groups[1].members[0]", "委員「m3」はmembersにありません。membersに追加するか、正しいidに直してください。" },
        { "form:\n", Groups.Replace("id: gb", "id: «ga", StringComparison.Ordinal), "committee.groups[1].id", "グループ「ga」は¶{ id: ga, name: グループ①¶行目にもあります。どちらかを直してください。" },
        { "  licence: PDL1.0\n", "  licence: PDL1.0\n  parts: [trends, «trends]\n", "document.parts[1]", "「trends」が2回書かれています。どちらかを消してください。" },
        { "  licence: PDL1.0\n", "  licence: PDL1.0\n  parts: [«trend]\n", "document.parts[0]", "「trend」は使えません。「trends」の間違いではありませんか。" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Read_Mistake_IsReportedWithPlacePathAndWords(string passage, string replacement, string path, string message)
    {
        var (yaml, line, column) = UnscoredPlan.Broken(passage, replacement);
        var expected = Tomakomai.WithLineNumbers(message, yaml);

        var reading = PlanReader.Read(yaml);

        Assert.Null(reading.Plan);
        Assert.Equal([new PlanProblem(line, column, path, expected)], reading.Problems.AsEnumerable());
    }

    [Fact]
    public void Read_PlanWithoutScores_HasWhatTheFileSays()
    {
        var reading = PlanReader.Read(UnscoredPlan.Yaml);

        Assert.Empty(reading.Problems);
        var plan = reading.Plan!;
        Assert.False(plan.IsScored);
        Assert.False(plan.Committee.Exists);
        Assert.False(plan.HasBallots(plan.Cycles[0]));
        Assert.Empty(plan.Themes);
        Assert.Equal([("g1", null), ("g1-1", "g1"), ("g2", null)], plan.Headings.Select(h => (h.Id, h.Parent)));
        Assert.Equal(new GlossaryTerm("BPR", "業務の進め方を見直すこと"), Assert.Single(plan.Glossary));
        Assert.Equal(("①", "g1-1", "SNS等を通じて、情報を共有する。"), (plan.Items[0].Label, plan.Items[0].Heading, plan.Items[0].Content));
        Assert.Equal(["新規", "DX"], plan.Measure("1-1").Flags.AsEnumerable());
        Assert.Equal(["a", "b"], plan.Measure("2-1").Parts.Select(p => p.Id));
        Assert.Equal("令和3年度", plan.Cycles[0].ScoreLabel);
        Assert.Null(plan.Cycles[0].Committee);
        Assert.DoesNotContain(MailPurpose.Ballot, plan.Mail.Templates.Keys);
    }

    [Fact]
    public void Read_Indicator_HasPrintedValuesAndNumbers()
    {
        var followers = UnscoredPlan.Measure("1-1").Indicator!;
        var leave = UnscoredPlan.Measure("2-1").Indicator!;
        var overtime = UnscoredPlan.Measure("2-2").Indicator!;

        Assert.Equal("フォロワー数", followers.Name);
        Assert.Equal(FiscalYear.Parse("H29"), followers.InitialYear);
        Assert.Equal(("1,483", 1483m), (followers.Initial!.Of("")!.Printed, followers.Initial.Of("")!.Number));
        Assert.Equal(6000m, followers.Targets[FiscalYear.Parse("R5")].Of("")!.Number);
        Assert.Equal(["男性", "女性"], leave.Initial!.Parts.Select(p => p.Name));
        Assert.Equal(Bound.AtLeast, Assert.Single(leave.Targets[FiscalYear.Parse("R1")].Parts).Bound);
        Assert.Equal(("時間外勤務時間数", Direction.Down), (overtime.Name, overtime.Direction));
        Assert.Null(overtime.Targets[FiscalYear.Parse("R1")].Of("")!.Number);
    }

    [Fact]
    public void Read_Profile_HasTextLinesAndCellsInOrderOfYears()
    {
        var profile = UnscoredPlan.Measure("1-1").Profile;

        Assert.Equal(new ProfileText("要旨"), profile["summary"]);
        Assert.Equal(["①研修", "②講座"], Assert.IsType<ProfileLines>(profile["activity"]).Lines.AsEnumerable());
        var row = Assert.Single(Assert.IsType<ProfileGrid>(profile["schedule"]).Rows);
        Assert.Equal(["150回", "完了", "継続"], row.Cells.Select(c => c.Text));
        Assert.Equal("継続", row.At(FiscalYear.Parse("R4"))!.Text);
    }

    [Fact]
    public void Read_DocumentWithoutParts_HasThoseThatThePlanHasSomethingFor()
    {
        Assert.Equal(
            [DocumentPart.Overview, DocumentPart.IndicatorTables, DocumentPart.Trends, DocumentPart.Progress, DocumentPart.Profiles, DocumentPart.History,
                DocumentPart.Glossary],
            UnscoredPlan.Plan.Document.Parts.AsEnumerable());
        Assert.Equal(
            [
                DocumentPart.Introduction, DocumentPart.Effects, DocumentPart.Method, DocumentPart.Overview, DocumentPart.ItemReviews,
                DocumentPart.Effectiveness, DocumentPart.GeneralReview, DocumentPart.Roster, DocumentPart.History, DocumentPart.Appendix,
            ],
            Tomakomai.Plan.Document.Parts.AsEnumerable());
    }

    [Fact]
    public void Read_Groups_NeedNoScaleAndNoBallots()
    {
        var reading = PlanReader.Read(UnscoredPlan.Yaml.Replace("form:\n", Groups, StringComparison.Ordinal));

        Assert.Empty(reading.Problems);
        Assert.Equal(["m1", "m2"], reading.Plan!.Committee.Groups.SelectMany(g => g.Members));
        Assert.False(reading.Plan.Committee.Scores);
        Assert.Equal("m1", reading.Plan.Committee.Chair.Id);
        Assert.Contains(DocumentPart.GroupCopies, reading.Plan.Document.Parts);
    }

    [Fact]
    public void Read_NumberThatCannotBeReckonedWith_IsAWarningAndThePlanIsRead()
    {
        var (yaml, line, column) = UnscoredPlan.Broken("{ R5: \"6,000\" }", "{ R5: «6千くらい }");

        var reading = PlanReader.Read(yaml);

        Assert.NotNull(reading.Plan);
        Assert.Equal(
            [
                new PlanProblem(
                    line,
                    column,
                    "items[0].measures[0].indicator.targets.R5",
                    "「6千くらい」は単位「人」の数として読めません。このまま印刷されますが、達成率とグラフには使われません。",
                    PlanProblemSeverity.Warning),
            ],
            reading.Problems.AsEnumerable());
    }

    [Fact]
    public void Read_MemberInNoGroup_IsAWarning()
    {
        var reading = PlanReader.Read(UnscoredPlan.Yaml.Replace(
            "form:\n",
            Groups.Replace("    - { id: gb, name: グループ②, members: [m2] }\n", "", StringComparison.Ordinal),
            StringComparison.Ordinal));

        Assert.NotNull(reading.Plan);
        Assert.Equal("委員「m2」はどのグループにも入っていません。グループのmembersに書くか、このままでよいか確かめてください。", Assert.Single(reading.Problems).Message);
    }

    [Theory]
    [InlineData("kind: indicator", "指標の欄（kind: indicator）がありますが、指標（indicator）のある実践項目がありません。実践項目に書くか、この欄を消してください。")]
    [InlineData("kind: grid", "年度の表の欄（kind: grid）がありますが、profileに表（kind: grid）のある実践項目がありません。実践項目に書くか、この欄を消してください。")]
    public void Read_FieldThatNoMeasureHasAnythingFor_IsReportedAtTheField(string kind, string message)
    {
        var yaml = Tomakomai.Yaml.Replace("    kind: month\n", $"    {kind}\n", StringComparison.Ordinal);

        Assert.Equal(
            [new PlanProblem(Tomakomai.LineOf("  - id: ended\n", yaml), 5, "form[2]", message)],
            PlanReader.Read(yaml).Problems.AsEnumerable());
    }

    [Fact]
    public void Read_ScoresWithoutScoring_SaysWhichIsMissing()
    {
        var yaml = UnscoredPlan.Yaml.Replace("  - { id: cost, label: 事業費, kind: number, unit: 千円 }", "  - { id: cost, label: 評点, kind: scores }", StringComparison.Ordinal);

        Assert.Equal(
            "評価項目ごとの欄（kind: scores）がありますが、計画に評価の決まり（scoring）がありません。scoringを書くか、この欄を消してください。",
            Assert.Single(PlanReader.Read(yaml).Problems).Message);
    }
}
