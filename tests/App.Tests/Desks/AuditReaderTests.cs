using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Tests.Towns;

namespace GyoseiFlow.App.Tests.Desks;

public class AuditReaderTests
{
    private static readonly DateTimeOffset At = new(2025, 4, 1, 15, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task List_NewestFirst_EachOnceOverThePages()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("1");
        await town.PassAsync(TimeSpan.FromHours(1));
        await town.AcceptAsync("1");
        var reader = town.Get<AuditReader>();

        var all = await reader.ListAsync(Town.CycleId, new AuditFilter(), 0, 100, Town.None);
        var pages = new List<AuditEntry>();
        for (var skip = 0; skip < all.Total; skip += 2)
        {
            pages.AddRange((await reader.ListAsync(Town.CycleId, new AuditFilter(), skip, 2, Town.None)).Entries);
        }

        Assert.Equal("受理", all.Entries[0].What);
        Assert.Equal(6, all.Total);
        Assert.Equal(all.Entries.AsEnumerable(), pages);
    }

    [Theory]
    [InlineData("sheet-1", null, null, true)]
    [InlineData("sheet-2", null, null, false)]
    [InlineData(null, "department", null, true)]
    [InlineData(null, "department:zaisei", null, true)]
    [InlineData(null, "depart", null, false)]
    [InlineData(null, null, "大雪", true)]
    [InlineData(null, null, "期限延長", true)]
    [InlineData(null, null, "台風", false)]
    public void Fits_SubjectWhoAndText(string? subject, string? by, string? text, bool fits) =>
        Assert.Equal(fits, new AuditFilter(subject, by, Text: text).Fits(Entry("大雪のため")));

    /// <summary>15:30 in UTC is half past midnight of the next day in Japan.</summary>
    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(2, 2, true)]
    [InlineData(3, 9, false)]
    public void Fits_DaysAreJapans(int from, int to, bool fits) =>
        Assert.Equal(fits, new AuditFilter(From: new DateOnly(2025, 4, from), To: new DateOnly(2025, 4, to)).Fits(Entry("x")));

    [Fact]
    public void Csv_OneRecordALine_WithBomAndJapaneseTime()
    {
        var lines = AuditCsv.Write([Entry("一行目\n二行目, \"引用\"")]).Split("\r\n");

        Assert.Equal("\uFEFF日時,操作者,操作,対象,理由・申し送り,変更前,変更後,受付番号", lines[0]);
        Assert.Equal("2025-04-02T00:30:00+09:00,department:zaisei,期限延長,sheet-1,\"一行目 二行目, \"\"引用\"\"\",,{},r1", lines[1]);
        Assert.Equal(("", 3), (lines[2], lines.Length));
    }

    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM", "'@SUM")]
    [InlineData("\t=1", "' =1")]
    [InlineData("1-1", "1-1")]
    public void Csv_CellThatWouldRun_IsNeutralised(string note, string cell) =>
        Assert.Contains($",sheet-1,{cell},,", AuditCsv.Write([Entry(note)]), StringComparison.Ordinal);

    private static AuditEntry Entry(string note) =>
        new("r1", At, "department:zaisei", "期限延長", "sheet-1", null, "{}") { Note = note };
}
