using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Reads YAML into <see cref="YamlNode"/>s within bounds, so that a hostile or broken file costs no memory and no stack.</summary>
internal sealed class YamlTree
{
    private const int MaxDepth = 40;
    private const int MaxExpansions = 1_000;

    private readonly string yaml;
    private readonly Parser parser;
    private readonly ProblemList problems;
    private readonly Dictionary<AnchorName, YamlNode> anchors = [];
    private ParsingEvent current = new StreamStart();

    private YamlTree(string yaml, ProblemList problems)
    {
        this.yaml = yaml;
        this.problems = problems;
        parser = new Parser(new StringReader(yaml));
    }

    /// <returns>null when there is nothing to go on with; a problem then says why.</returns>
    public static YamlNode? Read(string yaml, ProblemList problems)
    {
        if (yaml.Length > PlanReader.MaxLength)
        {
            problems.Add(Place.Start, "", "計画ファイルが大きすぎます（200万文字まで）。別のファイルを選んでいないか確かめてください。");
            return null;
        }

        var tree = new YamlTree(yaml, problems);
        try
        {
            return tree.ReadDocument();
        }
        catch (Refusal refusal)
        {
            problems.AddRefusal(refusal.Place, refusal.Message);
        }
        catch (YamlException broken)
        {
            var reached = PlaceOf(tree.current.End);
            problems.AddUnreadable(SyntaxMistake.PlaceOf(reached, broken.Start.Line > 0 ? PlaceOf(broken.Start) : reached));
        }

        return null;
    }

    private YamlNode ReadDocument()
    {
        Advance();
        Advance();
        if (current is not DocumentStart)
        {
            throw new Refusal(Place.Start, "計画ファイルが空です。計画の内容を書いてください。");
        }

        Advance();
        var root = ReadNode(0);
        Advance();
        if (current is DocumentStart second)
        {
            throw new Refusal(PlaceOf(second.Start), "「---」の後に別の文書があります。1つのファイルには1つの計画だけを書いてください。");
        }

        return root;
    }

    private YamlNode ReadNode(int depth)
    {
        var start = PlaceOf(current.Start);
        if (depth > MaxDepth)
        {
            throw new Refusal(start, "入れ子が深すぎます（40段まで）。括弧や字下げを確かめてください。");
        }

        if (current is AnchorAlias alias)
        {
            Advance();
            return anchors.TryGetValue(alias.Value, out var target)
                ? target
                : throw new Refusal(start, $"「*{alias.Value}」が指す「&{alias.Value}」が、ここより前にありません。");
        }

        var anchor = (current as NodeEvent)?.Anchor ?? default;
        YamlNode node = current switch
        {
            Scalar text => ReadText(text),
            SequenceStart => ReadList(depth),
            MappingStart => ReadMap(depth),
            _ => throw new YamlException(current.Start, current.End, "A node was expected."),
        };
        if (!anchor.IsEmpty)
        {
            anchors[anchor] = node;
        }

        return node;
    }

    private YamlText ReadText(Scalar text)
    {
        Advance();
        var from = (int)Math.Clamp(text.Start.Index, 0, yaml.Length);
        var to = (int)Math.Clamp(text.End.Index, from, yaml.Length);
        return new YamlText(PlaceOf(text.Start), text.Value, text.Style == ScalarStyle.Plain, yaml[from..to]);
    }

    private YamlList ReadList(int depth)
    {
        var place = PlaceOf(current.Start);
        Advance();
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        long expansions = 0;
        while (current is not SequenceEnd)
        {
            items.Add(ReadChild(depth, ref expansions));
        }

        Advance();
        return new YamlList(place, expansions, items.ToImmutable());
    }

    private YamlMap ReadMap(int depth)
    {
        var place = PlaceOf(current.Start);
        var inBraces = current is MappingStart { Style: MappingStyle.Flow };
        Advance();
        var entries = new OrderedDictionary<string, YamlEntry>(StringComparer.Ordinal);
        long expansions = 0;
        while (current is not MappingEnd)
        {
            var keyPlace = PlaceOf(current.Start);
            var key = ReadChild(depth, ref expansions);
            var value = ReadChild(depth, ref expansions);
            if (key is not YamlText { Text: var name })
            {
                problems.Add(keyPlace, "", "キー（「:」の左）は文字で書いてください。「{{」で始まる文は、全体を \" で囲んでください。");
            }
            else if (entries.TryGetValue(name, out var first))
            {
                problems.Add(keyPlace, name, $"キー「{name}」は{first.Place.Line}行目にもあります。どちらかを消してください。");
            }
            else
            {
                entries.Add(name, new YamlEntry(name, keyPlace, value));
            }
        }

        Advance();
        return new YamlMap(place, expansions, [.. entries.Values], inBraces);
    }

    private YamlNode ReadChild(int depth, ref long expansions)
    {
        var place = PlaceOf(current.Start);
        var isAlias = current is AnchorAlias;
        var child = ReadNode(depth + 1);
        expansions += child.Expansions + (isAlias ? 1 : 0);
        return expansions <= MaxExpansions
            ? child
            : throw new Refusal(place, "「*」による参照が多すぎます（展開して1,000か所まで）。参照を減らしてください。");
    }

    private void Advance()
    {
        try
        {
            current = parser.MoveNext() && parser.Current is { } next
                ? next
                : throw new YamlException(current.End, current.End, "The file ends too early.");
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 16.3.0 has no syntax error for some broken files: an unclosed [ before a key, \U99999999, an empty tag.
            throw new YamlException(current.End, current.End, fault.Message, fault);
        }
    }

    private static Place PlaceOf(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private sealed class Refusal(Place place, string message) : Exception(message)
    {
        public Place Place { get; } = place;
    }
}
