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

    [Theory]
    [InlineData("/p1", true)]
    [InlineData("/p2", false)]
    [InlineData("department:zaisei", true)]
    public void Fits_Person_InWhateverRole(string by, bool fits) =>
        Assert.Equal(fits, new AuditFilter(By: by).Fits(Entry("x") with { By = "department:zaisei/p1" }));

    [Theory]
    [InlineData("期限延長", true)]
    [InlineData("期限", false)]
    public void Fits_Act(string what, bool fits) => Assert.Equal(fits, new AuditFilter { What = what }.Fits(Entry("x")));

    private static AuditEntry Entry(string note) =>
        new("r1", At, "department:zaisei", "期限延長", "sheet-1", null, "{}") { Note = note };
}
