using System.Collections.Immutable;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>How many sheets are how far: of all, of a department or of an item.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Key">The id in the board's address; empty for all.</param>
/// <param name="States">Every state that the board shows, in order; 0 too.</param>
/// <param name="Overdue">Those of them whose deadline is over.</param>
public sealed record Tally(string Name, string Key, ImmutableArray<(SheetState State, int Count)> States, int Overdue)
{
    private static readonly SheetState[] Always =
        [SheetState.NotStarted, SheetState.Drafting, SheetState.Submitted, SheetState.Returned, SheetState.Accepted];

    /// <summary>How many in all.</summary>
    public int Total => States.Sum(s => s.Count);

    /// <summary>How many nothing more is expected of.</summary>
    public int Settled => States.Where(s => s.State.IsSettled()).Sum(s => s.Count);

    /// <summary>Of the whole board.</summary>
    public static Tally OfAll(Board board) => Of("全体", "", board.Rows, StatesOf(board));

    /// <summary>Of each department; a shared sheet counts for each of its departments.</summary>
    public static ImmutableArray<Tally> ByDepartment(Board board, Plan plan) =>
    [
        .. plan.Departments
            .Select(d => Of(d.Name, d.Id, [.. board.Rows.Where(r => r.Departments.Contains(d.Id))], StatesOf(board)))
            .Where(t => t.Total > 0),
    ];

    /// <summary>Of each item.</summary>
    public static ImmutableArray<Tally> ByItem(Board board, Plan plan) =>
    [
        .. plan.Items
            .Select(i => Of($"{i.Number} {i.Name}", $"{i.Number}", [.. board.Rows.Where(r => r.Item == i.Number)], StatesOf(board)))
            .Where(t => t.Total > 0),
    ];

    // 未提出 and 取下げ have a place once there are any.
    private static IEnumerable<SheetState> StatesOf(Board board) =>
        Always.Concat(Enum.GetValues<SheetState>().Except(Always).Where(s => board.Rows.Any(r => r.State == s)));

    private static Tally Of(string name, string key, IReadOnlyCollection<BoardRow> rows, IEnumerable<SheetState> states) => new(
        name, key, [.. states.Select(s => (s, rows.Count(r => r.State == s)))], rows.Count(r => r.DaysOverdue > 0));
}
