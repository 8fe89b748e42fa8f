using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Desks;

public class BoardReaderTests
{
    [Fact]
    public async Task Board_SaysOfEachSheetWhatTheStoreKnows()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("2");
        var submitted = town.Clock.GetUtcNow();
        await town.Get<CommentDesk>().AddAsync(Town.CycleId, "3", "質問です", town.Act(), town.Client, Town.None);
        await town.UntilAsync(new DateOnly(2025, 4, 28));
        await town.Get<ExtensionDesk>().RequestAsync(Town.CycleId, "3", new DateOnly(2025, 5, 9), "災害", town.Act(), town.Client, Town.None);

        var board = await town.Get<BoardReader>().GetAsync(Town.CycleId, Town.None);

        Assert.Equal(["1", "2", "3"], board.Rows.Select(r => r.Measure));
        Assert.Equal([1, 1, 2], board.Rows.Select(r => r.Item));
        Assert.Equal([3, 0, 3], board.Rows.Select(r => r.DaysOverdue));
        Assert.Equal([null, submitted, null], board.Rows.Select(r => r.SubmittedAt));
        Assert.Equal([2, 0, 2], board.Rows.Select(r => r.Reminders));
        Assert.Equal(new DateTimeOffset(2025, 4, 28, 0, 5, 0, TimeSpan.Zero), board.Rows[2].RemindedAt);
        Assert.Equal([0, 0, 1], board.Rows.Select(r => r.Comments));
        Assert.Equal([null, null, new DateOnly(2025, 5, 9)], board.Rows.Select(r => r.OpenRequest?.Wanted));
    }

    [Fact]
    public async Task Board_CountsByDepartmentAndItem()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync("2");

        var board = await town.Get<BoardReader>().GetAsync(Town.CycleId, Town.None);

        Assert.Equal(2, board.ByDepartment["zaisei"][SheetState.NotStarted]);
        Assert.Equal((1, 1), (board.ByDepartment["kikaku"][SheetState.NotStarted], board.ByDepartment["kikaku"][SheetState.Accepted]));
        Assert.Equal((1, 1), (board.ByItem[1][SheetState.Accepted], board.ByItem[2][SheetState.NotStarted]));
    }
}
