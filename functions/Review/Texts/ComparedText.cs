namespace GyoseiFlow.Review.Texts;

/// <summary>A text with the part in which it differs from another.</summary>
/// <param name="Lead">What both begin with.</param>
/// <param name="Changed">What differs; may be empty.</param>
/// <param name="Tail">What both end with.</param>
public sealed record ComparedText(string Lead, string Changed, string Tail)
{
    /// <summary>Whether there is no text at all.</summary>
    public bool IsBlank => Lead.Length + Changed.Length + Tail.Length == 0;

    /// <summary>Two texts, each with what differs between the same beginning and the same end.</summary>
    public static (ComparedText One, ComparedText Other) Compare(string one, string other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var lead = one.AsSpan().CommonPrefixLength(other);
        // Half of a character beyond the first plane is no character.
        lead -= lead > 0 && char.IsHighSurrogate(one[lead - 1]) ? 1 : 0;
        var tail = 0;
        while (tail < Math.Min(one.Length, other.Length) - lead && one[^(tail + 1)] == other[^(tail + 1)])
        {
            tail++;
        }

        tail -= tail > 0 && char.IsLowSurrogate(one[^tail]) ? 1 : 0;
        return (Cut(one), Cut(other));

        ComparedText Cut(string text) => new(text[..lead], text[lead..^tail], text[^tail..]);
    }

    /// <summary>With at most so much of what is the same on either side, and … where there was more.</summary>
    public ComparedText Shortened(int around) => new(End(Lead, around), Changed, Start(Tail, around));

    private static string End(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = text[^length..];
        return "…" + (char.IsLowSurrogate(end[0]) ? end[1..] : end);
    }

    private static string Start(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var start = text[..length];
        return (char.IsHighSurrogate(start[^1]) ? start[..^1] : start) + "…";
    }
}
