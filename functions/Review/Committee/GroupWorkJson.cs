using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Committee;

/// <summary>Groups' work as JSON: a list of groups, each with its copies of the sheets and its meetings.</summary>
public static class GroupWorkJson
{
    /// <summary>Writes one group's work.</summary>
    public static string Write(GroupWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return new JsonObject
        {
            ["group"] = work.Group,
            ["copies"] = new JsonObject(work.Copies.Select(c => KeyValuePair.Create(c.Key, JsonNode.Parse(AnswersJson.Write(c.Value))))),
            ["meetings"] = new JsonArray([.. work.Meetings.Select(Write)]),
        }.ToJsonString();
    }

    /// <summary>Reads one group's work.</summary>
    /// <exception cref="FormatException">Something is missing or of the wrong shape, or the plan has no such group, measure or field.</exception>
    public static GroupWork Read(Plan plan, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(plan, document.RootElement);
        }
        catch (JsonException broken)
        {
            throw new FormatException($"グループの記録がJSONとして読めません: {broken.Message}", broken);
        }
    }

    /// <inheritdoc cref="Read(Plan, string)"/>
    public static GroupWork Read(Plan plan, JsonElement json)
    {
        ArgumentNullException.ThrowIfNull(plan);
        try
        {
            var group = Text(json, "group");
            var copies = json.GetProperty("copies").EnumerateObject()
                .ToImmutableSortedDictionary(c => c.Name, c => AnswersJson.Read(plan.Form, c.Value), StringComparer.Ordinal);
            if (plan.Committee.Groups.All(g => g.Id != group))
            {
                throw new FormatException($"計画にグループ「{group}」はありません。");
            }

            if (copies.Keys.FirstOrDefault(code => plan.Measures.All(m => m.Code != code)) is { } unknown)
            {
                throw new FormatException($"計画に実践項目「{unknown}」はありません。");
            }

            return new GroupWork(group, copies, [.. json.GetProperty("meetings").EnumerateArray().Select(ReadMeeting)]);
        }
        catch (Exception wrong) when (wrong is KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("グループの記録の形が正しくありません。", wrong);
        }
    }

    private static MeetingRecord ReadMeeting(JsonElement json) => new(
        Text(json, "title"),
        DateOnly.ParseExact(Text(json, "held"), "yyyy-MM-dd", CultureInfo.InvariantCulture),
        Text(json, "hours"),
        Text(json, "place"),
        Text(json, "attendance"),
        Text(json, "remarks"));

    private static JsonNode Write(MeetingRecord meeting) => new JsonObject
    {
        ["title"] = meeting.Title,
        ["held"] = meeting.Held.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["hours"] = meeting.Hours,
        ["place"] = meeting.Place,
        ["attendance"] = meeting.Attendance,
        ["remarks"] = meeting.Remarks,
    };

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
