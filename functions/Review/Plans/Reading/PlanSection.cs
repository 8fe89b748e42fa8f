using System.Collections.Immutable;
using System.Globalization;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>
/// A block of keys. The keys that a reader asks for are the ones that the block may have: <see cref="Close"/> reports the others.
/// </summary>
/// <param name="map">null where the file has nothing, or something else, here.</param>
/// <param name="path">Where it is in the structure.</param>
/// <param name="problems">Where mistakes go.</param>
internal sealed class PlanSection(YamlMap? map, string path, ProblemList problems)
{
    private const int MostGuesses = 100;

    private readonly List<string> asked = [];
    private readonly List<string> missing = [];

    public bool Has(string key) => map?.Entries.Any(e => e.Key == key) == true;

    public PlanValue Required(string key)
    {
        var value = Optional(key);
        if (map is not null && !map.Entries.Any(e => e.Key == key))
        {
            missing.Add(key);
        }

        return value;
    }

    public PlanValue Optional(string key)
    {
        asked.Add(key);
        var entry = map?.Entries.FirstOrDefault(e => e.Key == key);
        if (entry?.Value is YamlText { IsNull: true })
        {
            problems.Add(entry.Place, PathOf(key), $"「{key}」の値がありません。「{key}: 」の後に書いてください。");
            return new PlanValue(null, PathOf(key), problems);
        }

        return new PlanValue(entry?.Value, PathOf(key), problems);
    }

    /// <summary>A block whose keys are names or years rather than words of the file's grammar: each key with its value.</summary>
    public IEnumerable<(PlanValue Key, PlanValue Value)> Pairs()
    {
        foreach (var entry in map?.Entries ?? [])
        {
            asked.Add(entry.Key);
            var at = PathOf(entry.Key);
            if (entry.Value is YamlText { IsNull: true })
            {
                problems.Add(entry.Place, at, $"「{entry.Key}」の値がありません。値を書くか、この行を消してください。");
                continue;
            }

            yield return (
                new PlanValue(new YamlText(entry.Place, entry.Key, IsPlain: false, entry.Key), at, problems),
                new PlanValue(entry.Value, at, problems));
        }
    }

    /// <summary>A block whose keys are scores: the wording of some of them.</summary>
    public ImmutableSortedDictionary<int, string> Labels(int min, int max)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<int, string>();
        foreach (var entry in map?.Entries ?? [])
        {
            var label = new PlanValue(entry.Value, PathOf(entry.Key), problems).Line();
            if (!int.TryParse(entry.Key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var score)
                || score < min || score > max)
            {
                problems.Add(
                    entry.Place,
                    PathOf(entry.Key),
                    string.Create(CultureInfo.InvariantCulture, $"点数「{entry.Key}」は範囲の外です。{min}から{max}までの点数を書いてください。"));
            }
            else
            {
                labels[score] = label;
            }
        }

        return labels.ToImmutable();
    }

    public void Close()
    {
        ReportMissing();
        foreach (var entry in map?.Entries ?? [])
        {
            if (!asked.Contains(entry.Key) && !problems.IsFull)
            {
                problems.Add(
                    entry.Place,
                    PathOf(entry.Key),
                    asked.Contains(entry.Key.TrimStart('\u3000'))
                        ? $"「{entry.Key.TrimStart('\u3000')}」の前に全角の空白があります。消すか、半角の空白に直してください。"
                        : $"「{entry.Key}」というキーはここでは使えません。"
                            + (Nearest.Hint(entry.Key, asked) ?? $"使えるのは {string.Join("、", asked)} です。"));
            }
        }
    }

    // A key with a slip in its name is one mistake, not an unknown key and a missing one.
    private void ReportMissing()
    {
        var unknown = missing.Count == 0 ? [] : map!.Entries.Where(e => !asked.Contains(e.Key)).Take(MostGuesses).ToArray();
        var meant = unknown.Select(e => Nearest.Of(e.Key.TrimStart('\u3000'), asked)).ToHashSet();
        foreach (var key in missing.Where(key => !meant.Contains(key)))
        {
            problems.Add(
                map!.Place,
                PathOf(key),
                map.InBraces
                    ? $"「{key}」がありません。{{ }} の中に「, {key}: …」を書き足してください。"
                    : $"「{key}」がありません。ここに「{key}: 」で始まる行を書いてください。");
        }
    }

    private string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
