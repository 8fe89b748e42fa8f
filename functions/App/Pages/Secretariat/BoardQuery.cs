using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>Which sheets the board shows and in what order: it is all in the address, so that a chosen view can be kept or passed on.</summary>
/// <param name="State">How far they are; null for any.</param>
/// <param name="Department">A department of theirs; null for any.</param>
/// <param name="Item">Their item; null for any.</param>
/// <param name="IsOverdue">Only those whose deadline is over.</param>
/// <param name="HasRequest">Only those whose department asks for more time.</param>
/// <param name="Text">Words in the measure's, item's or department's name, or a number.</param>
/// <param name="Order">The order.</param>
/// <param name="IsAllChosen">Whether the boxes are checked to begin with.</param>
/// <param name="Ignored">What was asked for that there isn't, in words.</param>
public sealed record BoardQuery(
    SheetState? State,
    string? Department,
    int? Item,
    bool IsOverdue,
    bool HasRequest,
    string Text,
    BoardOrder Order,
    bool IsAllChosen,
    ImmutableArray<string> Ignored)
{
    private const int LongestText = 100;

    /// <summary>The measures whose boxes are checked to begin with, beside <see cref="IsAllChosen"/>.</summary>
    public ImmutableArray<string> Chosen { get; init; } = [];

    /// <summary>Whether anything is left out.</summary>
    public bool IsFiltering => State is not null || Department is not null || Item is not null || IsOverdue || HasRequest || Text.Length > 0;

    /// <summary>Reads an address; what the plan doesn't have is left out and named.</summary>
    public static BoardQuery Of(IQueryCollection query, Plan plan)
    {
        var ignored = ImmutableArray.CreateBuilder<string>();
        var state = Known("state", "状態", text => Named<SheetState>(text));
        var department = Known("department", "担当部署", text => plan.Departments.FirstOrDefault(d => d.Id == text)?.Id);
        var item = Known("item", "取組項目", text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && plan.Items.Any(i => i.Number == number) ? number : (int?)null);
        var order = Known("sort", "並び順", text => Named<BoardOrder>(text)) ?? BoardOrder.Plan;
        var words = query["q"].ToString().Trim();
        return new BoardQuery(
            state, department, item, query["overdue"] == "1", query["request"] == "1",
            words.Length > LongestText ? words[..LongestText] : words, order, query["all"] == "1", ignored.ToImmutable())
        {
            Chosen = [.. query["measure"].OfType<string>()],
        };

        T? Known<T>(string name, string label, Func<string, T?> read)
        {
            var text = query[name].ToString();
            var value = text.Length == 0 ? default : read(text);
            if (text.Length > 0 && value is null)
            {
                ignored.Add(label);
            }

            return value;
        }
    }

    /// <summary>The rows that fit, in order.</summary>
    public ImmutableArray<BoardRow> Apply(Board board, Plan plan)
    {
        var fitting = board.Rows.Where(row => Fits(row, plan));
        return [.. Order switch
        {
            BoardOrder.Due => fitting.OrderBy(r => r.Due),
            BoardOrder.State => fitting.OrderBy(r => r.State),
            BoardOrder.Submitted => fitting.OrderByDescending(r => r.SubmittedAt),
            BoardOrder.Reminded => fitting.OrderByDescending(r => r.RemindedAt),
            BoardOrder.Department => fitting.OrderBy(r => Place(plan, r.Departments[0])),
            _ => fitting,
        }];
    }

    /// <summary>The address's query, with other values for some names; an empty one leaves a name out.</summary>
    public string With(params (string Name, string Value)[] changes)
    {
        (string Name, string Value)[] all =
        [
            ("state", State?.ToString() ?? ""), ("department", Department ?? ""), ("item", Item?.ToString(CultureInfo.InvariantCulture) ?? ""),
            ("overdue", IsOverdue ? "1" : ""), ("request", HasRequest ? "1" : ""), ("q", Text), ("sort", Order == BoardOrder.Plan ? "" : Order.ToString()),
        ];
        var text = new StringBuilder();
        foreach (var (name, value) in all.Where(a => !changes.Any(c => c.Name == a.Name)).Concat(changes).Where(p => p.Value.Length > 0))
        {
            text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return text.ToString();
    }

    /// <summary>The conditions in words; empty when there is none.</summary>
    public string InWords(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        string?[] all =
        [
            Text.Length > 0 ? $"「{Text}」" : null, State?.Label(), Department is null ? null : plan.FindDepartment(Department)?.Name ?? Department,
            Item is null ? null : plan.Items.First(i => i.Number == Item).Name, IsOverdue ? "期限超過" : null, HasRequest ? "期限延長の申請中" : null,
        ];
        return string.Join("、", all.OfType<string>());
    }

    private bool Fits(BoardRow row, Plan plan) =>
        (State is null || row.State == State)
        && (Department is null || row.Departments.Contains(Department))
        && (Item is null || row.Item == Item)
        && (!IsOverdue || row.DaysOverdue > 0)
        && (!HasRequest || row.OpenRequest is not null)
        && (Text.Length == 0 || Words(row, plan).Any(Has));

    private bool Has(string words) => Folded(words).Contains(Folded(Text), StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Words(BoardRow row, Plan plan) =>
    [
        $"No.{row.Measure}", plan.Measure(row.Measure).Name, plan.ItemOf(row.Measure).Name,
        .. row.Departments.Select(id => plan.FindDepartment(id)?.Name ?? id),
    ];

    private static string Folded(string text) => text.Normalize(NormalizationForm.FormKC);

    private static int Place(Plan plan, string department) =>
        plan.Departments.Select((d, place) => (d.Id, place)).FirstOrDefault(d => d.Id == department).place;

    // By name alone: Enum.TryParse takes numbers too.
    private static T? Named<T>(string text)
        where T : struct, Enum => Enum.GetValues<T>().Where(v => v.ToString() == text).Select(v => (T?)v).FirstOrDefault();
}

/// <summary>The board's orders.</summary>
public enum BoardOrder
{
    /// <summary>As in the plan.</summary>
    Plan,

    /// <summary>期限の早い順.</summary>
    Due,

    /// <summary>By how far they are.</summary>
    State,

    /// <summary>By the leading department.</summary>
    Department,

    /// <summary>Last handed in first.</summary>
    Submitted,

    /// <summary>Last reminded first.</summary>
    Reminded,
}
