using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Changes;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Changes;

public class PlanDifferenceTests
{
    [Fact]
    public void Between_AMidTermRevision_NamesWhatChanged_OfAGridTheRowsAlone()
    {
        var changes = PlanDifference.Between(Read("toyama"), Read("edition-2"));

        Assert.Equal(
            [
                "取組項目34 外郭団体との役割分担の見直し 名称", "取組項目35 地域の民間事業者と行う窓口サービス 追加",
                "取組項目36 公共施設の照明・空調の省エネルギー化による経費削減 追加", "No.1 バックヤード改革の推進 改訂",
                "No.1 バックヤード改革の推進 各年度の行程・取組指標　アクティビティ（活動内容）　生産性向上ツールの活用",
                "No.1 バックヤード改革の推進 各年度の行程・取組指標　アウトプット（活動目標）　生産性向上ツールの導入",
                "No.34 外郭団体との役割分担の見直し 名称", "No.34 外郭団体との役割分担の見直し 改訂",
                "No.35 地域の民間事業者と行う窓口サービス 追加", "No.36 公共施設の照明・空調の省エネルギー化による経費削減 追加",
                "企画管理部 デジタル戦略課 名称", "令和11年度 追加", "文書 はじめに",
            ],
            changes.Select(c => $"{c.Subject} {c.Aspect}"));
        var row = changes.Single(c => c.Aspect.EndsWith("生産性向上ツールの導入", StringComparison.Ordinal));
        Assert.Equal(("令和8年度：一部導入\n令和9年度：完了", "令和8年度：一部導入\n令和9年度：完了\n令和11年度～令和12年度：（見本）利用した職員の割合 8割以上"), (row.Before, row.After));
    }

    [Fact]
    public void Between_WhatIsGoneAndWhatIsNew_StandsInTheOrderOfThePlan()
    {
        var before = Read("toyama");
        var first = before.Items[0];
        var after = before with
        {
            // The second is gone, and a new one comes after the third; the first is only renamed.
            Items = [first with { Name = "新しい名前" }, before.Items[2], first with { Number = 900, Name = "新しい項目", Measures = [] }, .. before.Items[3..]],
            Departments = [before.Departments[0] with { Name = "新しい課" }, .. before.Departments[2..]],
        };

        var changes = PlanDifference.Between(before, after).Where(c => c.Kind is PlanChangeKind.Item or PlanChangeKind.Department);

        Assert.Equal(
            [
                "取組項目1 新しい名前 名称", $"取組項目2 {before.Items[1].Name} 削除", "取組項目900 新しい項目 追加",
                "新しい課 名称", $"{before.Departments[1].Name} 削除",
            ],
            changes.Select(c => $"{c.Subject} {c.Aspect}"));
    }

    [Fact]
    public void Between_AMeasureThatEnds_SaysTheMonthInTheJapaneseCalendar()
    {
        var before = Read("toyama");
        var item = before.Items[0];
        var ended = item.Measures[0] with { Ended = new MeasureEnd(new FiscalYear(2027), new DateOnly(2027, 9, 1)) };
        var after = before with { Items = before.Items.SetItem(0, item with { Measures = item.Measures.SetItem(0, ended) }) };

        Assert.Equal(("取組終了", null, "令和9年9月"), Assert.Single(PlanDifference.Between(before, after)) is var c ? (c.Aspect, c.Before, c.After) : default);
    }

    private static Plan Read(string name) => PlanReader.Read(Cities.Read(name)).Plan!;
}
