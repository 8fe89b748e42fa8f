using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Sheets;

/// <summary>
/// What a form was read from. Of each control it keeps only a mark, which tells whether the text is still the same: the form stays small
/// however long the texts are.
/// </summary>
internal sealed class FormStart
{
    /// <summary>The form's field that carries it.</summary>
    public const string Field = "start";

    // Of 48 bits: one wrong "the same" in 10^14.
    private const int MarkLength = 12;

    private const string Unknown = "?";

    private readonly ImmutableSortedDictionary<string, string> _marks;

    private FormStart(ImmutableSortedDictionary<string, string> marks) => _marks = marks;

    /// <summary>The start of a form that shows these answers.</summary>
    public static FormStart Of(Plan plan, Answers answers) =>
        new(TypedAnswers.Write(plan, answers).ToImmutableSortedDictionary(p => p.Key, p => Mark(p.Value), StringComparer.Ordinal));

    /// <summary>As a form sent it; null when the form had none.</summary>
    public static FormStart? Read(PostedForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.Has(Field)
            ? new(form[Field].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).Where(part => part.Length == 2)
                .Select(part => (Name: Uri.UnescapeDataString(part[0]), Mark: part[1]))
                .DistinctBy(part => part.Name, StringComparer.Ordinal)
                .ToImmutableSortedDictionary(part => part.Name, part => part.Mark, StringComparer.Ordinal))
            : null;
    }

    /// <summary>What stands for a text; empty for none.</summary>
    public static string Mark(string text) =>
        text.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))))[..MarkLength];

    /// <summary>Whether it is known what stood in a control, or in a table as a whole.</summary>
    public bool Knows(string name) => this[name] != Unknown;

    /// <summary>The mark of what stood in a control; empty for nothing.</summary>
    public string this[string name] => _marks.GetValueOrDefault(name, "");

    /// <summary>The start without what is known of a control or a table.</summary>
    public FormStart Without(string name) => new(_marks.SetItem(name, Unknown));

    /// <summary>The rows of a table, each cell's mark by its column.</summary>
    public ImmutableArray<ImmutableSortedDictionary<string, string>> RowsOf(FormField table) => TypedAnswers.RowsOf(table, _marks);

    /// <summary>Whether a control, or a table as a whole, stands in both as the same.</summary>
    public bool IsSameIn(FormStart other, string name) =>
        Knows(name) && Of(name).SequenceEqual(other.Of(name));

    /// <summary>As the form carries it.</summary>
    public override string ToString() => string.Join(' ', _marks.Select(p => $"{Uri.EscapeDataString(p.Key)}={p.Value}"));

    private IEnumerable<KeyValuePair<string, string>> Of(string name) =>
        _marks.Where(p => p.Key == name || p.Key.StartsWith(name + ".", StringComparison.Ordinal));
}
