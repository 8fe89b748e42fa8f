using System.Collections.Immutable;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>A part of the file with its place. Our own small tree, because YamlDotNet's stops at the first doubled key.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Expansions">How many aliases one meets in walking through it: what a "billion laughs" file makes explode.</param>
internal abstract record YamlNode(Place Place, long Expansions);

/// <summary>A text, number, date…: what it is meant to be is the reader's affair.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Text">Its value.</param>
/// <param name="IsPlain">Written without quotes and not as a block.</param>
/// <param name="Source">How it is written in the file, to find a placeholder's place.</param>
internal sealed record YamlText(Place Place, string Text, bool IsPlain, string Source) : YamlNode(Place, 0)
{
    public bool IsNull => IsPlain && (Text is "" or "~" or "null" or "Null" or "NULL");
}

internal sealed record YamlList(Place Place, long Expansions, ImmutableArray<YamlNode> Items) : YamlNode(Place, Expansions);

/// <summary>Keys with their values.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Expansions">See <see cref="YamlNode"/>.</param>
/// <param name="Entries">The keys.</param>
/// <param name="InBraces">Written in { }.</param>
internal sealed record YamlMap(Place Place, long Expansions, ImmutableArray<YamlEntry> Entries, bool InBraces) : YamlNode(Place, Expansions);

/// <summary>A key with its value.</summary>
internal sealed record YamlEntry(string Key, Place Place, YamlNode Value);
