using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>
/// What the readers ask of a plan file: which keys there can be, which there must be, and what can stand at them. The schema for
/// editors is held against it, so that the two can't come apart.
/// </summary>
internal sealed partial class PlanShape
{
    /// <summary>What stands for any key in a block whose keys are no words of the grammar.</summary>
    public const string AnyKey = "*";

    private readonly SortedDictionary<string, Block> _blocks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<Reading>> _kinds = new(StringComparer.Ordinal);

    /// <summary>The keys of a block, each with whether it must be there; empty where there is no such block.</summary>
    public IReadOnlyDictionary<string, bool> KeysOf(string path) =>
        _blocks.TryGetValue(path, out var block) ? block.Keys : ImmutableDictionary<string, bool>.Empty;

    /// <summary>Whether a block's keys are names or years that the plan chooses.</summary>
    public bool HasFreeKeys(string path) => _blocks.TryGetValue(path, out var block) && block.IsFree;

    /// <summary>As what a value is read; several where it depends on the rest of the plan.</summary>
    public IReadOnlyCollection<Reading> KindsOf(string path) => _kinds.TryGetValue(path, out var kinds) ? kinds : [];

    public void Key(string path, string key, bool isRequired)
    {
        var block = BlockAt(path);
        if (!block.IsFree)
        {
            // What only some plans must have, no schema can ask for.
            block.Keys[key] = isRequired && block.Keys.GetValueOrDefault(key, !block.WasRead);
        }
    }

    /// <summary>A block was read to its end: what was not asked for this time need not be there.</summary>
    public void Closed(string path, IReadOnlyCollection<string> asked)
    {
        var block = BlockAt(path);
        block.WasRead = true;
        foreach (var key in block.Keys.Keys.Except(asked).ToArray())
        {
            block.Keys[key] = false;
        }
    }

    public void FreeKeys(string path) => BlockAt(path).IsFree = true;

    public void Kind(string path, Reading kind)
    {
        var place = Normal(path);
        if (!_kinds.TryGetValue(place, out var kinds))
        {
            _kinds.Add(place, kinds = []);
        }

        kinds.Add(kind);
    }

    private Block BlockAt(string path)
    {
        var place = Normal(path);
        if (!_blocks.TryGetValue(place, out var block))
        {
            _blocks.Add(place, block = new Block());
        }

        return block;
    }

    // items[3].measures[0].indicator.targets.R5 is items[].measures[].indicator.targets.*
    private string Normal(string path)
    {
        var at = "";
        foreach (var key in Position().Replace(path, "[]").Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = HasFreeKeys(at) ? key.EndsWith("[]", StringComparison.Ordinal) ? $"{AnyKey}[]" : AnyKey : key;
            at = at.Length == 0 ? name : $"{at}.{name}";
        }

        return at;
    }

    [GeneratedRegex(@"\[[0-9]+\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Position();

    /// <summary>As what a value is read.</summary>
    internal abstract record Reading;

    /// <summary>A block of keys.</summary>
    internal sealed record Map : Reading;

    /// <summary>A list.</summary>
    internal sealed record List(int AtLeast) : Reading;

    /// <summary>A text over several lines.</summary>
    internal sealed record Text : Reading;

    /// <summary>A text of one line.</summary>
    internal sealed record Line(int MaxLength) : Reading;

    /// <summary>A whole number.</summary>
    internal sealed record Integer(int Min, int Max) : Reading;

    /// <summary>A number.</summary>
    internal sealed record Number : Reading;

    /// <summary>Yes or no.</summary>
    internal sealed record Flag : Reading;

    /// <summary>A day.</summary>
    internal sealed record Date : Reading;

    /// <summary>A fiscal year.</summary>
    internal sealed record Year : Reading;

    /// <summary>A text of a form.</summary>
    internal sealed record Matching(string Pattern) : Reading;

    /// <summary>One of some words.</summary>
    internal sealed record OneOf(string Names) : Reading
    {
        public OneOf(IEnumerable<string> names)
            : this(string.Join(' ', names))
        {
        }
    }

    private sealed class Block
    {
        public SortedDictionary<string, bool> Keys { get; } = new(StringComparer.Ordinal);

        public bool IsFree { get; set; }

        public bool WasRead { get; set; }
    }
}
