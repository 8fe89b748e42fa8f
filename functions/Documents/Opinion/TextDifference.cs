namespace GyoseiFlow.Documents.Opinion;

/// <summary>A part of a text around what changed in it.</summary>
/// <param name="Lead">What comes before, shortened.</param>
/// <param name="Changed">What differs; may be empty.</param>
/// <param name="Tail">What comes after, shortened.</param>
internal sealed record TextPart(string Lead, string Changed, string Tail);

/// <summary>Finds where two texts differ: what is between the same beginning and the same end.</summary>
internal static class TextDifference
{
    private const int Around = 24;

    public static (TextPart Before, TextPart After) Between(string before, string after)
    {
        var lead = 0;
        while (lead < before.Length && lead < after.Length && before[lead] == after[lead])
        {
            lead++;
        }

        // Half of a character beyond the first plane is no character.
        lead -= lead > 0 && char.IsHighSurrogate(before[lead - 1]) ? 1 : 0;
        var tail = 0;
        while (tail < before.Length - lead && tail < after.Length - lead && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        tail -= tail > 0 && char.IsLowSurrogate(before[^tail]) ? 1 : 0;
        return (Part(before, lead, tail), Part(after, lead, tail));
    }

    private static TextPart Part(string text, int lead, int tail) =>
        new(End(text[..lead]), text[lead..^tail], Start(text[^tail..]));

    private static string End(string text)
    {
        if (text.Length <= Around)
        {
            return text;
        }

        var end = text[^Around..];
        return "…" + (char.IsLowSurrogate(end[0]) ? end[1..] : end);
    }

    private static string Start(string text)
    {
        if (text.Length <= Around)
        {
            return text;
        }

        var start = text[..Around];
        return (char.IsHighSurrogate(start[^1]) ? start[..^1] : start) + "…";
    }
}
