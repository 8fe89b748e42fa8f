using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.NineRules;

/// <summary>Every change by a person or the clock is in the audit log: who, when, what, before and after.</summary>
public class Rule6_AuditTests
{
    public static TheoryData<string> Acts =>
        ["提出", "代理提出", "受理", "差戻し", "期限延長", "担当替え", "取下げ", "打切り", "下書き保存"];

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task Act_OnASheet_IsLoggedWithWhoWhenWhatBeforeAndAfter(string what)
    {
        await using var town = await Town.OpenedAsync();
        if (what is "受理" or "差戻し")
        {
            await town.SubmitAsync("1");
        }

        var before = RecordOf(await town.SheetAsync("1"));
        await town.PassAsync(TimeSpan.FromHours(2));
        var act = new Act("the-act", "department:zaisei");
        await DoAsync(town, what, act);

        var entry = Assert.Single(await town.AuditAsync(), a => a.RequestId == "the-act");
        Assert.Equal((what, "department:zaisei", "sheet-1", town.Clock.GetUtcNow()), (entry.What, entry.By, entry.Subject, entry.At));
        if (what == "下書き保存")
        {
            Assert.Equal((null, AnswersJson.Write(SmallPlan.Answers())), (entry.Before, entry.After));
        }
        else
        {
            Assert.Equal((before, RecordOf(await town.SheetAsync("1"))), (entry.Before, entry.After));
        }
    }

    [Fact]
    public async Task Act_Refused_IsNotLogged()
    {
        await using var town = await Town.OpenedAsync();
        var before = await town.AuditAsync();

        await Assert.ThrowsAsync<RuleBrokenException>(() => town.Sheets.ReturnAsync(
            Town.CycleId, "1", 1, "理由", SmallPlan.Due, town.Act(), town.Client, Town.None));

        Assert.Equal(before, await town.AuditAsync());
    }

    [Fact]
    public async Task Year_Whole_EveryStepIsLogged()
    {
        await using var town = await Town.OpenedAsync();

        await town.PlayYearAsync();

        var counts = (await town.AuditAsync()).CountBy(a => $"{a.What}/{a.By.Split(':')[0]}").ToDictionary();
        Assert.Equal(
            new Dictionary<string, int>
            {
                ["評価の開始/clock"] = 1,
                ["個票作成/clock"] = 3,
                ["提出/department"] = 3,
                ["受理/secretariat"] = 3,
                ["自己評価の終了/clock"] = 1,
                ["委員評価/clock"] = 1,
                ["評価提出/member"] = 2,
                ["意見とりまとめ/clock"] = 1,
                ["意見とりまとめ/secretariat"] = 1,
                ["会長へ送付/secretariat"] = 1,
                ["会長承認/member"] = 1,
                ["公表/clock"] = 1,
            },
            counts);
    }

    /// <summary>Replayed from its log, each record comes out as the store has it: no change went past the log.</summary>
    [Fact]
    public async Task Year_Whole_LogLeadsFromEachStateToTheNext()
    {
        await using var town = await Town.OpenedAsync();

        await town.PlayYearAsync();

        var entries = await town.AuditAsync();
        foreach (var measure in new[] { "1", "2", "3" })
        {
            var chain = entries.Where(a => a.Subject == $"sheet-{measure}").OrderBy(a => a.At).ThenBy(a => a.After!.Length).ToList();
            var state = (string?)null;
            while (chain.Find(a => a.Before == state) is { } next)
            {
                state = next.After;
                chain.Remove(next);
            }

            Assert.Empty(chain);
            Assert.Equal(RecordOf(await town.SheetAsync(measure)), state);
        }
    }

    [Fact]
    public async Task Prefill_ByTheClock_IsLogged()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync();
        town.Clock.AdvanceTo(new DateTimeOffset(2026, 4, 1, 1, 0, 0, TimeSpan.Zero));

        await town.OpenAsync();

        var draft = Assert.Single(await town.ListAsync<DraftRecord>("draft/1", "town-2025"));
        var entry = Assert.Single(await town.ListAsync<AuditEntry>("audit/clock/prefill-1", "town-2025"));
        Assert.Equal(("clock", null, draft.Answers), (entry.By, entry.Before, entry.After));
    }

    private static string RecordOf(Sheet sheet) => App.Records.RecordJson.Write(sheet);

    private static Task DoAsync(Town town, string what, Act act) => what switch
    {
        "提出" => town.SubmitAsync("1", act),
        "代理提出" => town.Sheets.SubmitAsync(Town.CycleId, "1", SmallPlan.Answers(), etag: null, true, act, town.Client, Town.None),
        "受理" => town.AcceptAsync("1", act),
        "差戻し" => town.Sheets.ReturnAsync(Town.CycleId, "1", 1, "理由", SmallPlan.Due, act, town.Client, Town.None),
        "期限延長" => town.Sheets.ExtendAsync(Town.CycleId, "1", "繁忙のため", SmallPlan.Due.AddDays(7), act, town.Client, Town.None),
        "担当替え" => town.Sheets.ReassignAsync(Town.CycleId, "1", ImmutableArray.Create("kikaku"), act, town.Client, Town.None),
        "取下げ" => town.Sheets.WithdrawAsync(Town.CycleId, "1", "移管のため", act, town.Client, Town.None),
        "打切り" => town.Sheets.CloseAsync(Town.CycleId, "1", "提出がないため", act, town.Client, Town.None),
        "下書き保存" => town.Drafts.SaveAsync(Town.CycleId, "1", SmallPlan.Answers(), "", act, Town.None),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "No such act."),
    };
}
