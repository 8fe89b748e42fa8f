using GyoseiFlow.Local.Commands;
using GyoseiFlow.Local.Planning;

namespace GyoseiFlow.Local.Tests.Commands;

public sealed class PlanNewTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string, string> Kinds
    {
        get
        {
            var kinds = new TheoryData<string, string, string>();
            foreach (var kind in (string[])["scored", "indicators", "progress"])
            {
                kinds.Add(kind, "なし", "財政課");
                kinds.Add(kind, "小町市「お月見」審議会: 1", "「未来」課, R&D: #1、総務課");
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Plan_AnyAnswers_PassesCheckWithoutWarnings(string kind, string committee, string departments)
    {
        var plan = new NewPlan { ["city"] = "小町市", ["city-code"] = "012131", ["name"] = "小町: \"行革\" プラン #1", ["first-year"] = "R6", ["last-year"] = "R10" };
        (plan["kind"], plan["committee"], plan["departments"]) = (kind, committee, departments);

        var reading = Review.Plans.PlanReader.Read(plan.Write());

        Assert.Empty(reading.Problems);
        Assert.Equal("小町: \"行革\" プラン #1", reading.Plan!.Name);
        Assert.Equal(committee != "なし", reading.Plan.Committee.Exists);
        Assert.Equal(committee != "なし" && kind == "scored", reading.Plan.Committee.Scores);
    }

    [Fact]
    public async Task Options_Alone_WriteTheFileAndItsSchema()
    {
        var cli = await NewAsync();

        Assert.Equal((0, ""), (cli.ExitCode, cli.Errors));
        Assert.Contains("plan preview", cli.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["plan.schema.json"]));
        var check = await Cli.RunAsync("plan", "check", _folder["plan.yaml"]);
        Assert.Equal((0, "使えますが、注意が1件あります（取組項目2、実践項目3、テーマ2、部署2、審議会なし）。\n"), (check.ExitCode, check.Output));
        Assert.Matches("plan.yaml:[0-9]+: 注意: 「【例】」が6か所に残っています", check.Errors);
    }

    [Fact]
    public async Task File_ThatIsThere_IsNotOverwritten()
    {
        await File.WriteAllTextAsync(_folder["plan.yaml"], "大切");

        var cli = await NewAsync();

        Assert.Equal((1, ""), (cli.ExitCode, cli.Output));
        Assert.Contains("すでにあります。", cli.Errors, StringComparison.Ordinal);
        Assert.Equal("大切", await File.ReadAllTextAsync(_folder["plan.yaml"]));
    }

    [Fact]
    public async Task WrongAnswer_IsRefusedWithItsOption()
    {
        var cli = await NewAsync("--due", "2025-02-30");

        Assert.Equal((1, ""), (cli.ExitCode, cli.Output));
        Assert.StartsWith("--due: 「2025-02-30」は日付として読めません。", cli.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["plan.yaml"]));
    }

    [Fact]
    public async Task Person_IsAskedAgainUntilTheAnswerCanBeUsed_AndNotAboutACommitteeThereIsNot()
    {
        using var answers = new StringReader("小町市\n999999\n012131\nプラン\nR6\nR5\nR8\nR9\nR7\n\n\n\n2026/5/1\n\n");
        await using var output = new StringWriter();
        var plan = new NewPlan();

        await PlanNewCommand.AskAsync(plan, new HashSet<string>(), answers, output, CancellationToken.None);

        Assert.Empty(Review.Plans.PlanReader.Read(plan.Write()).Problems);
        Assert.Equal(("012131", "R8", "R7"), (plan["city-code"], plan["last-year"], plan["year"]));
        Assert.Equal("2026-05-01", plan["due"]);
        Assert.Contains("検査数字", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("より前です", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("委員評価の期限", output.ToString(), StringComparison.Ordinal);
        Assert.Null(await answers.ReadLineAsync());
    }

    [Fact]
    public async Task Person_WhoFindsASlipLater_GoesBackToIt()
    {
        using var answers = new StringReader("小町市\n０１２１３１\nプラン\nR10\nR6\n戻る\nR6\nR10\n\n\n\n\n\n\n");
        await using var output = new StringWriter();
        var plan = new NewPlan();

        await PlanNewCommand.AskAsync(plan, new HashSet<string>(), answers, output, CancellationToken.None);

        Assert.Equal(("012131", "R6", "R10"), (plan["city-code"], plan["first-year"], plan["last-year"]));
        Assert.Contains("前の質問に戻るときは「戻る」", output.ToString(), StringComparison.Ordinal);
        Assert.Empty(Review.Plans.PlanReader.Read(plan.Write()).Problems);
    }

    [Fact]
    public async Task Person_WhoGoesBack_IsOfferedEveryEarlierAnswer_AlsoThoseAfterIt()
    {
        // Back from the departments to the last year, which alone is changed; then Enter all through.
        using var answers = new StringReader("小町市\n012131\nプラン\nR6\nR10\nR7\nindicators\n戻る\n戻る\n戻る\nR12\n\n\n財政課\n\n\n\n");
        await using var output = new StringWriter();
        var plan = new NewPlan();

        await PlanNewCommand.AskAsync(plan, new HashSet<string>(), answers, output, CancellationToken.None);

        Assert.Equal(("R6", "R12", "R7", "indicators"), (plan["first-year"], plan["last-year"], plan["year"], plan["kind"]));
        string[] last = [.. output.ToString().Split("> ").Where(l => l.StartsWith("計画の最後の年度", StringComparison.Ordinal))];
        Assert.Equal(["計画の最後の年度 例: R10\n", "計画の最後の年度 [R10]\n"], last);
        Assert.Contains("（計画の中の年度。日程を書く年度です） [R7]", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("progress 進み具合を段階で書く） [indicators]", output.ToString(), StringComparison.Ordinal);
        Assert.Null(await answers.ReadLineAsync());
    }

    [Fact]
    public async Task Person_WhoGoesBack_IsOfferedTheUsualOfTheNewAnswers_WhereTheUsualWasTaken()
    {
        // The year reviewed first was taken as it stood, the first year of the plan; so it stays the plan's first year.
        using var answers = new StringReader("小町市\n012131\nプラン\nR6\nR10\n\n戻る\n戻る\n戻る\nR7\n\n\n\n\n\n\n\n");
        await using var output = new StringWriter();
        var plan = new NewPlan();

        await PlanNewCommand.AskAsync(plan, new HashSet<string>(), answers, output, CancellationToken.None);

        Assert.Equal(("R7", "R10", "R7"), (plan["first-year"], plan["last-year"], plan["year"]));
        Assert.Null(await answers.ReadLineAsync());
    }

    [Fact]
    public async Task Person_WhoseEarlierAnswerNoLongerFits_IsToldAndAskedAgain()
    {
        using var answers = new StringReader("小町市\n012131\nプラン\nR6\nR10\n戻る\n戻る\nR11\n\nR15\n\n\n\n\n\n\n");
        await using var output = new StringWriter();
        var plan = new NewPlan();

        await PlanNewCommand.AskAsync(plan, new HashSet<string>(), answers, output, CancellationToken.None);

        Assert.Equal(("R11", "R15"), (plan["first-year"], plan["last-year"]));
        Assert.Contains("より前です", output.ToString(), StringComparison.Ordinal);
        Assert.Null(await answers.ReadLineAsync());
    }

    private Task<Cli> NewAsync(params string[] more) => Cli.RunAsync(
    [
        "plan", "new", "--out", _folder["plan.yaml"], "--city", "小町市", "--city-code", "012131", "--name", "プラン",
        "--first-year", "R6", "--last-year", "R10", .. more,
    ]);
}
