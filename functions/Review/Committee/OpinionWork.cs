using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Committee;

/// <summary>What a member wrote on an item, as written.</summary>
/// <param name="Member">The member's id: for the secretariat only, never published.</param>
/// <param name="Item">The item's number.</param>
/// <param name="Text">The member's words.</param>
public sealed record OpinionOriginal(string Member, int Item, string Text)
{
    /// <summary>What a text made from this one refers to.</summary>
    public OpinionSource Source =>
        new(Member, Item, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text))));

    /// <summary>Every opinion of the ballots that are in, by item and then in the order of the ballots.</summary>
    public static ImmutableArray<OpinionOriginal> Of(IEnumerable<Ballot> ballots) =>
    [
        .. ballots
            .Where(ballot => ballot.State == BallotState.Submitted)
            .SelectMany(ballot => ballot.ByItem
                .Where(vote => !string.IsNullOrWhiteSpace(vote.Value.Opinion))
                .Select(vote => new OpinionOriginal(ballot.Member, vote.Key, vote.Value.Opinion!)))
            .OrderBy(original => original.Item),
    ];
}

/// <summary>Where a text comes from: whose opinion on which item, and the SHA-256 of what was written.</summary>
/// <param name="Member">The member's id.</param>
/// <param name="Item">The item's number.</param>
/// <param name="Hash">Of the original's UTF-8, in hexadecimal.</param>
public sealed record OpinionSource(string Member, int Item, string Hash);

/// <summary>A text on its way to publication.</summary>
/// <param name="Number">Tells it from the item's others; it stays when texts are moved.</param>
/// <param name="Text">As it is to be published.</param>
/// <param name="Sources">The opinions that it was made from; none for a text that the secretariat added.</param>
/// <param name="LeftOut">Why it is not published, or null.</param>
public sealed record OpinionText(int Number, string Text, ImmutableArray<OpinionSource> Sources, string? LeftOut);

/// <summary>
/// The secretariat's working set: texts that remember their sources. Texts are edited, merged, moved and left out, but every source
/// stays with exactly one of them. The originals are in the ballots and are not touched.
/// </summary>
/// <param name="ByItem">By item number, in the order of publication.</param>
public sealed record OpinionWork(ImmutableSortedDictionary<int, ImmutableArray<OpinionText>> ByItem)
{
    /// <summary>The set to begin with: each opinion a text of its own, as written.</summary>
    public static OpinionWork Begun(IEnumerable<OpinionOriginal> originals) => new(originals
        .GroupBy(original => original.Item)
        .ToImmutableSortedDictionary(
            item => item.Key,
            item => item.Select((original, i) => new OpinionText(i + 1, original.Text, [original.Source], null)).ToImmutableArray()));

    /// <summary>What is published of it: the texts that are not left out, without their sources.</summary>
    public CompiledOpinions Compiled => new(ByItem
        .Select(item => KeyValuePair.Create(item.Key, item.Value.Where(t => t.LeftOut is null).Select(t => t.Text).ToImmutableArray()))
        .Where(item => !item.Value.IsEmpty)
        .ToImmutableSortedDictionary());

    /// <summary>A text is worded anew.</summary>
    /// <exception cref="RuleBrokenException">There is no such text, or the words are blank.</exception>
    public OpinionWork Edited(int item, int number, string text)
    {
        RuleBrokenException.Unless(!string.IsNullOrWhiteSpace(text), new OpinionTextMustSaySomething());
        return With(item, number, found => found with { Text = text });
    }

    /// <summary>Several texts become one, in the place of the first.</summary>
    /// <exception cref="RuleBrokenException">There are fewer than two, one isn't there, or the words are blank.</exception>
    public OpinionWork Merged(int item, IReadOnlyCollection<int> numbers, string text)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        RuleBrokenException.Unless(numbers.Distinct().Count() > 1, new MergingMustTakeTwo());
        RuleBrokenException.Unless(!string.IsNullOrWhiteSpace(text), new OpinionTextMustSaySomething());
        foreach (var number in numbers)
        {
            Find(item, number);
        }

        var merged = ByItem[item].Where(t => numbers.Contains(t.Number)).ToList();
        var one = merged[0] with { Text = text, Sources = [.. merged.SelectMany(t => t.Sources)], LeftOut = null };
        return With(item, [.. ByItem[item].Where(t => t == merged[0] || !merged.Contains(t)).Select(t => t == merged[0] ? one : t)]);
    }

    /// <summary>The secretariat adds a text of its own, e.g. to part one into two; it comes last.</summary>
    /// <exception cref="RuleBrokenException">The words are blank.</exception>
    public OpinionWork Added(int item, string text)
    {
        RuleBrokenException.Unless(!string.IsNullOrWhiteSpace(text), new OpinionTextMustSaySomething());
        var texts = ByItem.TryGetValue(item, out var found) ? found : [];
        return With(item, texts.Add(new OpinionText(texts.Select(t => t.Number).DefaultIfEmpty().Max() + 1, text, [], null)));
    }

    /// <summary>A text takes another place among its item's; the last place is the farthest.</summary>
    /// <exception cref="RuleBrokenException">There is no such text.</exception>
    public OpinionWork Moved(int item, int number, int place)
    {
        var text = Find(item, number);
        var others = ByItem[item].Remove(text);
        return With(item, others.Insert(Math.Clamp(place, 0, others.Length), text));
    }

    /// <summary>A text is not published; it stays here with the reason.</summary>
    /// <exception cref="RuleBrokenException">There is no such text, or no reason.</exception>
    public OpinionWork LeftOut(int item, int number, string reason)
    {
        WrittenReason.Check(reason, new LeavingOutMustHaveReason());
        return With(item, number, found => found with { LeftOut = reason });
    }

    /// <summary>A text that was left out is published after all.</summary>
    /// <exception cref="RuleBrokenException">There is no such text.</exception>
    public OpinionWork TakenIn(int item, int number) => With(item, number, found => found with { LeftOut = null });

    private OpinionText Find(int item, int number)
    {
        var text = ByItem.TryGetValue(item, out var texts) ? texts.FirstOrDefault(t => t.Number == number) : null;
        RuleBrokenException.Unless(text is not null, new OpinionTextMustExist(item, number));
        return text!;
    }

    private OpinionWork With(int item, int number, Func<OpinionText, OpinionText> change)
    {
        var text = Find(item, number);
        return With(item, ByItem[item].Replace(text, change(text)));
    }

    private OpinionWork With(int item, ImmutableArray<OpinionText> texts) => new(ByItem.SetItem(item, texts));
}
