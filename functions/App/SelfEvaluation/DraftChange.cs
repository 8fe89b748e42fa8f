using System.Text.Json.Nodes;
using GyoseiFlow.App.Records;

namespace GyoseiFlow.App.SelfEvaluation;

/// <summary>
/// What a saved draft changed, for the log: the fields that differ, as they were and as they are. Whoever types saves every few seconds,
/// and the whole sheet twice a time would soon be most of the store.
/// </summary>
/// <param name="Before">The changed fields as they were, as JSON; a field that was empty is absent. null before the first draft.</param>
/// <param name="After">The changed fields as they are, as JSON; a field that was emptied is absent.</param>
internal sealed record DraftChange(string? Before, string After)
{
    /// <summary>Compares two drafts' JSON.</summary>
    public static DraftChange Between(string? before, string after)
    {
        if (before is null)
        {
            return new DraftChange(null, after);
        }

        var (was, now) = (Fields(before), Fields(after));
        string[] changed = [.. was.Keys.Union(now.Keys).Where(field => !JsonNode.DeepEquals(was.GetValueOrDefault(field), now.GetValueOrDefault(field))).Order(StringComparer.Ordinal)];
        return new DraftChange(Only(was, changed), Only(now, changed));
    }

    private static Dictionary<string, JsonNode?> Fields(string json) =>
        JsonNode.Parse(json)!.AsObject().ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);

    private static string Only(Dictionary<string, JsonNode?> all, string[] fields) => new JsonObject(
        fields.Where(all.ContainsKey).Select(field => KeyValuePair.Create(field, all[field]?.DeepClone()))).ToJsonString(RecordJson.Options);
}
