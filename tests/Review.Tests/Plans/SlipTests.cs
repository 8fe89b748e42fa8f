using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Tests.Plans;

/// <summary>The slips that happen in offices: each is named, where it was made, and once.</summary>
public class SlipTests
{
    private const string Finance = "- { id: zaisei, name: (財)財政課, mail: zaisei@example.jp, headMail: zaisei-cho@example.jp }";

    [Theory]
    // after the colon
    [InlineData("city: 苫小牧市\ncityCode", "city:«\u3000苫小牧市\ncityCode", "「city:」の後が全角の空白です。半角の空白に直してください。")]
    [InlineData("city: 苫小牧市\ncityCode", "city:«苫小牧市\ncityCode", "「city:」の後に空白がありません。半角の空白を1つ入れてください。")]
    [InlineData("name: (財)財政課", "name:«(財)財政課", "「name:」の後に空白がありません。半角の空白を1つ入れてください。")]
    [InlineData("name: (財)財政課", "name:«\u3000(財)財政課", "「name:」の後が全角の空白です。半角の空白に直してください。")]
    [InlineData("name: (財)財政課", "name«：(財)財政課", "キーの後に全角の「：」が使われています。半角の「:」と半角の空白に直してください。")]
    // quotes
    [InlineData("cityCode: \"012131\" ", "cityCode: «\"012131 ", "「\"」が閉じていません。値の終わりに「\"」を書き足してください。")]
    [InlineData("code: \"N1\",", "code: «\"N1,", "「\"」が閉じていません。値の終わりに「\"」を書き足してください。")]
    // brackets
    [InlineData("- { id: zaisei, name: (財)財政課, mail: zaisei@example.jp, headMail: zaisei-cho@example.jp }", "- «{ id: zaisei, name: (財)財政課, mail: zaisei@example.jp, headMail: zaisei-cho@example.jp", "「{」が閉じていません。対応する「}」を書き足してください。")]
    [InlineData("remindAt: [-3, 1] }\n    publication", "remindAt: «[-3, 1 }\n    publication", "「[」が閉じていません。対応する「]」を書き足してください。")]
    [InlineData("committee: { opens: 2025-05-20, due: 2025-06-20, remindAt: [-3, 1] }", "committee: «{ opens: 2025-05-20, due: 2025-06-20, remindAt: [-3, 1]", "「{」が閉じていません。対応する「}」を書き足してください。")]
    [InlineData("    themes: [zaisei, service, kyodo, minkatsu]\n", "    themes: «[zaisei, service, kyodo, minkatsu\n", "「[」が閉じていません。対応する「]」を書き足してください。")]
    [InlineData("departments: [seisaku-suishin], started: R5, ended: 2024-03", "departments: «[seisaku-suishin, started: R5, ended: 2024-03", "「[」が閉じていません。対応する「]」を書き足してください。")]
    [InlineData("    themes: [zaisei, service, kyodo, minkatsu]\n", "    themes: [zaisei, service, kyodo, minkatsu]«]\n", "「]」が多すぎます。消すか、対応する「[」を書き足してください。")]
    [InlineData("- { id: kaikei, name", "- «id: kaikei, name", "「}」に対応する「{」がありません。ここに「{」と空白を書き足してください。")]
    // commas
    [InlineData("id: zaisei, name: (財)財政課", "id: zaisei «name: (財)財政課", "「name」の前に「,」がありません。半角の「,」と空白を書き足してください。")]
    [InlineData("code: \"N1\", name", "code: \"N1\" «name", "「name」の前に「,」がありません。半角の「,」と空白を書き足してください。")]
    [InlineData("name: (財)財政課, mail", "name: (財)財政課«、mail", "区切りに「、」が使われています。半角の「,」と空白に直してください。")]
    [InlineData("themes: [zaisei, service, kyodo, minkatsu]", "themes: [zaisei«、service, kyodo, minkatsu]", "区切りに「、」が使われています。半角の「,」と空白に直してください。")]
    [InlineData("themes: [zaisei, service, kyodo, minkatsu]", "themes: [zaisei «service, kyodo, minkatsu]", "「service」の前に「,」がありません。半角の「,」と空白を書き足してください。")]
    // indents
    [InlineData("city: 苫小牧市\ncityCode", "city: 苫小牧市\n  «cityCode", "字下げが合っていません。¶city: 苫¶行目とそろえて、半角の空白0個にしてください。")]
    [InlineData("  - { id: service, number: II,", "   «- { id: service, number: II,", "字下げが合っていません。¶{ id: zaisei, number¶行目とそろえて、半角の空白2個にしてください。")]
    [InlineData("scoring:\n  # 評価項目。", "  # 評価項目。", "字下げされたこの行の上に、親になる行（「キー:」だけの行）がありません。消してしまった行を書き戻すか、字下げを直してください。", "  criteria:\n")]
    [InlineData("themes:\n  - { id: zaisei", "  «- { id: zaisei", "字下げされたこの行の上に、親になる行（「キー:」だけの行）がありません。消してしまった行を書き戻すか、字下げを直してください。")]
    [InlineData("    task:\n      subject", "      «subject", "字下げされたこの行の上に、親になる行（「キー:」だけの行）がありません。消してしまった行を書き戻すか、字下げを直してください。")]
    // texts
    [InlineData("      body: |\n        {{name}} ご担当者様\n\n        お疲れさまです。行政監理室です。\n        {{plan}}の{{year}}の個票", "      «body:\n        {{name}} ご担当者様\n\n        お疲れさまです。行政監理室です。\n        {{plan}}の{{year}}の個票", "「body:」の後に「|」がありません。数行の文章は「body: |」と書き、次の行から字下げして書いてください。")]
    [InlineData("        {{plan}}の{{year}}の個票", "      «{{plan}}の{{year}}の個票", "文章の字下げが足りません。¶body: |¶行目の「body:」の文章なので、半角の空白8個で字下げしてください。")]
    public void Read_OneSlip_IsNamedWhereItWasMade(string passage, string replacement, string message, string? at = null)
    {
        var (yaml, line, column) = at is null
            ? Tomakomai.Broken(passage, replacement)
            : Tomakomai.Marked(Tomakomai.Yaml
                .Replace(passage, replacement, StringComparison.Ordinal)
                .Replace(at, at.Insert(at.Length - at.TrimStart().Length, "«"), StringComparison.Ordinal));

        var reading = PlanReader.Read(yaml);

        Assert.Null(reading.Plan);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((line, column, Tomakomai.WithLineNumbers(message, yaml)), (problem.Line, problem.Column, problem.Message));
    }

    [Fact]
    public void Read_SeveralSlips_AreAllReportedWithTheOtherMistakes()
    {
        var yaml = Tomakomai.Yaml
            .Replace("city: 苫小牧市\n", "city:苫小牧市\n", StringComparison.Ordinal)
            .Replace(Finance, Finance[..^2], StringComparison.Ordinal)
            .Replace("    body: |\n        {{name}} ご担当者様", "    body:\n        {{name}} ご担当者様", StringComparison.Ordinal)
            .Replace("{ id: progress, name: 進捗度, min: 0, max: 3 }", "{ id: progress,name:進捗度, min: 0, max: 三 }", StringComparison.Ordinal);

        var problems = PlanReader.Read(yaml).Problems;

        var criterion = Tomakomai.LineOf("{ id: progress,name", yaml);
        Assert.Equal(
            [
                (Tomakomai.LineOf("city:苫", yaml), 6, "「city:」の後に空白がありません。半角の空白を1つ入れてください。"),
                (criterion, 27, "「name:」の後に空白がありません。半角の空白を1つ入れてください。"),
                (criterion, 45, "「三」は整数ではありません。半角の数字で書いてください。"),
                (Tomakomai.LineOf("{ id: zaisei, name: (財)", yaml), 5, "「{」が閉じていません。対応する「}」を書き足してください。"),
            ],
            problems.Take(4).Select(p => (p.Line, p.Column, p.Message)));
        Assert.All(problems.Skip(4), p => Assert.StartsWith("「body:」の後に「|」がありません。", p.Message, StringComparison.Ordinal));
        Assert.True(problems.Length > 4);
    }

    [Fact]
    public void Read_ValueCutByAComment_IsAWarning()
    {
        var (yaml, line, column) = Tomakomai.Broken("name: 苫小牧市行政創革プラン\n", "name: 苫小牧市 «#行政創革プラン\n");

        var reading = PlanReader.Read(yaml);

        Assert.Equal("苫小牧市", reading.Plan?.Name);
        Assert.Equal(
            [new PlanProblem(line, column, "", "空白の後の「#」から行の終わりまでは説明とみなされ、値に入りません。値の一部なら、値全体を \" で囲んでください。", PlanProblemSeverity.Warning)],
            reading.Problems.AsEnumerable());
    }

    [Fact]
    public void Read_DepartmentTakenOut_SuggestsNoStranger()
    {
        var yaml = Tomakomai.Yaml.Replace($"  {Finance}\n", "", StringComparison.Ordinal);

        var problems = PlanReader.Read(yaml).Problems;

        Assert.NotEmpty(problems);
        Assert.All(problems, p => Assert.Equal("部署「zaisei」はdepartmentsにありません。departmentsに追加するか、正しいidに直してください。", p.Message));
    }

    [Theory]
    [InlineData("max: 3 }\n    - { id: cooperation", "max: «三 }\n    - { id: cooperation", "「三」は整数ではありません。半角の数字で書いてください。")]
    [InlineData("id: progress, name: 進捗度, min: 0", "id: progress, name: 進捗度, min: «零", "「零」は整数ではありません。半角の数字で書いてください。")]
    [InlineData("  max: 5\n", "  max: «五\n", "「五」は整数ではありません。半角の数字で書いてください。")]
    [InlineData("  - number: 2\n", "  - number: «二\n", "「二」は整数ではありません。半角の数字で書いてください。")]
    [InlineData("lastYear: R6 ", "lastYear: «R1 ", "最後の年度（R1）が最初の年度（R2）より前です。firstYearとlastYearを確かめてください。")]
    [InlineData("headMail: kaikei-cho@", "«headmail: kaikei-cho@", "「headmail」というキーはここでは使えません。「headMail」の間違いではありませんか。")]
    public void Read_OneMistake_HasNoFollowUps(string passage, string replacement, string message)
    {
        var (yaml, line, column) = Tomakomai.Broken(passage, replacement);

        var problem = Assert.Single(PlanReader.Read(yaml).Problems);

        Assert.Equal((line, column, message), (problem.Line, problem.Column, problem.Message));
    }

    [Fact]
    public void Read_PeriodThatIsWrong_IsAFewProblems()
    {
        Assert.Equal(
            "最後の年度（R6）が最初の年度（R8）より前です。firstYearとlastYearを確かめてください。",
            Assert.Single(PlanReader.Read(Tomakomai.Yaml.Replace("firstYear: R2 ", "firstYear: R8 ", StringComparison.Ordinal)).Problems).Message);

        var late = PlanReader.Read(Tomakomai.Yaml.Replace("firstYear: R2 ", "firstYear: R5 ", StringComparison.Ordinal)).Problems;

        Assert.Equal(6, late.Length);
        Assert.Matches("^この行からあとの[0-9]+か所も、計画の期間（R5～R6）の外です。firstYearとlastYearを確かめてください。$", late[^1].Message);
    }
}
