using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Pages.Secretariat;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Pages.Secretariat;

/// <summary>How the log is told: in the words of the office, on the page and in the CSV.</summary>
public sealed class AuditLineTests
{
    private static readonly DateTimeOffset At = new(2025, 4, 1, 15, 30, 0, TimeSpan.Zero);
    private static readonly Plan Plan = PlanReader.Read(SmallPlan.Yaml).Plan!;

    [Fact]
    public void Extension_SaysTheDeadlinesAndWho()
    {
        var sheet = Sheet.Opened("1", ["zaisei"], SmallPlan.Due, At);
        var line = Line("期限延長", "sheet-1", RecordJson.Write(sheet), RecordJson.Write(sheet.Extended("大雪", new DateOnly(2025, 5, 9), At)));

        Assert.Equal(("財政課", "No.1 広告料"), (line.Who, line.Subject));
        Assert.Equal([new AuditFact("提出期限", "R7.4.25(金)", "R7.5.9(金)")], line.Facts.AsEnumerable());
    }

    [Fact]
    public void State_Departments_AndReason_AreInOfficeWords()
    {
        var sheet = Sheet.Opened("1", ["zaisei"], SmallPlan.Due, At);
        var returned = sheet.Submitted().Returned("成果を書いてください", SmallPlan.Due, At) with { Departments = ["kikaku"] };
        var line = Line("差戻し", "sheet-1", RecordJson.Write(sheet), RecordJson.Write(returned));

        Assert.Equal(
            [
                new AuditFact("担当部署", "財政課", "企画課"),
                new AuditFact("状態", "未着手", "差戻し"),
                new AuditFact("提出した版", "", "第1版"),
                new AuditFact("差戻しの理由", "", "成果を書いてください"),
            ],
            line.Facts.OrderBy(f => Array.IndexOf(["担当部署", "状態", "提出した版", "差戻しの理由"], f.Label)));
    }

    [Fact]
    public void Draft_SaysTheFieldsByTheirLabels()
    {
        var line = Line("下書き保存", "sheet-1", null, AnswersJson.Write(SmallPlan.Answers("成果がありました")));

        Assert.Contains(line.Facts, f => Plan.Form.Any(field => field.Label == f.Label) && f.After.Contains("成果がありました", StringComparison.Ordinal));
        Assert.DoesNotContain(line.Facts, f => Plan.Form.Any(field => field.Id == f.Label));
    }

    [Theory]
    [InlineData("clock", "日程（自動）")]
    [InlineData("secretariat", "事務局")]
    [InlineData("member:m1", "会長（m1）")]
    [InlineData("department:zaisei/p9", "財政課 p9")]
    public void Who_IsNamed(string by, string name) =>
        Assert.Equal(name, AuditLine.Of(Plan, PersonNames.None, new AuditEntry("r", At, by, "受理", "sheet-1", null, null)).Who);

    [Fact]
    public void Csv_AFactALine_WithBomAndJapaneseTime()
    {
        var sheet = Sheet.Opened("1", ["zaisei"], SmallPlan.Due, At);
        var line = Line("差戻し", "sheet-1", RecordJson.Write(sheet.Submitted()), RecordJson.Write(sheet.Submitted().Returned("一行目\n二行目, \"引用\"", new DateOnly(2025, 5, 9), At)));

        var lines = AuditCsv.Write([line]).Split("\r\n");

        Assert.Equal("\uFEFF日時,操作した人,担当者番号,操作,対象,理由・申し送り,項目,変更前,変更後,受付番号", lines[0]);
        Assert.Contains("2025-04-02T00:30:00+09:00,財政課,,差戻し,No.1 広告料,,提出期限,R7.4.25(金),R7.5.9(金),r1", lines);
        Assert.Contains("2025-04-02T00:30:00+09:00,財政課,,差戻し,No.1 広告料,,差戻しの理由,,\"一行目 二行目, \"\"引用\"\"\",r1", lines);
        Assert.DoesNotContain(lines, l => l.Contains('{', StringComparison.Ordinal));
        Assert.Equal("", lines[^1]);
    }

    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM", "'@SUM")]
    [InlineData("\t=1", "' =1")]
    [InlineData("1-1", "1-1")]
    public void Csv_CellThatWouldRun_IsNeutralised(string note, string cell)
    {
        var line = Line("督促", "sheet-1", null, null);

        Assert.Contains($",No.1 広告料,{cell},,", AuditCsv.Write([line with { Entry = line.Entry with { Note = note } }]), StringComparison.Ordinal);
    }

    private static AuditLine Line(string what, string subject, string? before, string? after) =>
        AuditLine.Of(Plan, PersonNames.None, new AuditEntry("r1", At, "department:zaisei", what, subject, before, after));
}
