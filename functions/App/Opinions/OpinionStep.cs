using GyoseiFlow.Review.Committee;

namespace GyoseiFlow.App.Opinions;

/// <summary>What is done with an item's texts, beside wording them anew.</summary>
public sealed class OpinionStep
{
    private readonly string? _what;
    private readonly Func<OpinionWork, int, OpinionWork> _take;

    private OpinionStep(string? what, Func<OpinionWork, int, OpinionWork> take, string? note = null)
    {
        _what = what;
        _take = take;
        Note = note;
    }

    /// <summary>Nothing else.</summary>
    public static OpinionStep None { get; } = new(null, (work, _) => work);

    /// <summary>What the log notes with it.</summary>
    public string? Note { get; }

    /// <summary>Makes several texts one.</summary>
    public static OpinionStep Merge(IReadOnlyCollection<int> numbers, string text) =>
        new("統合", (work, item) => work.Merged(item, numbers, text));

    /// <summary>Adds a text that no member wrote as it is.</summary>
    public static OpinionStep Add(string text) => new("追加", (work, item) => work.Added(item, text));

    /// <summary>Puts a text in another place, from 0.</summary>
    public static OpinionStep Move(int number, int place) => new("並べ替え", (work, item) => work.Moved(item, number, place));

    /// <summary>Leaves a text out, with the reason.</summary>
    public static OpinionStep LeaveOut(int number, string reason) =>
        new("不掲載", (work, item) => work.LeftOut(item, number, reason), reason);

    /// <summary>Publishes a text after all.</summary>
    public static OpinionStep TakeIn(int number) => new("掲載", (work, item) => work.TakenIn(item, number));

    /// <summary>What the log calls it, with the texts that are worded anew by it.</summary>
    public string WhatWith(IReadOnlyDictionary<int, string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return _what is null ? "意見の編集" : words.Count == 0 ? $"意見の{_what}" : $"意見の編集と{_what}";
    }

    /// <summary>The texts after it.</summary>
    public OpinionWork Take(OpinionWork work, int item) => _take(work, item);
}
