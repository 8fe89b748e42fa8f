using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Pages.Opinions;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>
/// What an entry of the log says has changed, field by field. It reads the record as the log has it, whatever kind it is: what an older
/// version of the program wrote is shown as well. What only the program needs (revisions, keys) is left out.
/// </summary>
internal static class AuditFacts
{
    private const string PersonMail = "person-mail";

    // Which address somebody had is not kept; that it changed, is.
    private const string NotKept = "（アドレスは記録に残しません）";

    /// <summary>The fields that differ, in the order of the record; without what the note says already.</summary>
    public static ImmutableArray<AuditFact> Of(Plan plan, AuditEntry entry)
    {
        var (before, after) = (Read(plan, entry, entry.Before), Read(plan, entry, entry.After));
        return
        [
            .. before.Keys.Union(after.Keys)
                .Select(label => (Label: label, Before: before.GetValueOrDefault(label, ""), After: after.GetValueOrDefault(label, "")))
                .Where(f => f.Before != f.After && (entry.Note is null || f.After != entry.Note))
                .Where(f => f.Label != PersonMail || f.Before.Length > 0)
                .Select(f => f.Label == PersonMail ? new AuditFact("メールアドレス", NotKept, "変更しました" + NotKept) : new AuditFact(f.Label, f.Before, f.After)),
        ];
    }

    private static OrderedDictionary<string, string> Read(Plan plan, AuditEntry entry, string? json)
    {
        var fields = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        if (json is null)
        {
            return fields;
        }

        using var document = JsonDocument.Parse(json);
        var kind = entry.Subject.Split('-', 2)[0];
        var all = kind == "sheet" && entry.What is "下書き保存" or "前年度から引継ぎ"
            ? Answers(plan, document.RootElement)
            : document.RootElement.EnumerateObject().SelectMany(property => Field(plan, kind, property));
        foreach (var (label, text) in all.Where(f => f.Text.Length > 0))
        {
            fields[label] = text;
        }

        return fields;
    }

    private static IEnumerable<(string Label, string Text)> Answers(Plan plan, JsonElement json)
    {
        var answers = AnswersJson.Read(plan.Form, json);
        return plan.Form.Select(field => (field.Label, AnswerText.Of(plan, field, answers)));
    }

    private static IEnumerable<(string Label, string Text)> Field(Plan plan, string kind, JsonProperty property) => property.Name switch
    {
        "departments" => [("担当部署", Joined(property.Value, id => Actors.Label(plan, $"department:{id}")))],
        "edition" => [("計画の版", string.Create(CultureInfo.InvariantCulture, $"第{property.Value.GetInt32()}版"))],
        "offices" => [("担当部署の年度", new FiscalYear(property.Value.GetInt32()).Label)],
        "due" => [("提出期限", Day(property.Value))],
        "wanted" => [("希望する期限", Day(property.Value))],
        "state" => [(kind == "ballot" ? "評価の状態" : "状態", State(kind, property.Value.GetString()!))],
        "version" when property.Value.GetInt32() > 0 => [(kind == "sheet" ? "提出した版" : "公表した版", string.Create(CultureInfo.InvariantCulture, $"第{property.Value.GetInt32()}版"))],
        "stage" => [("段階", Enum.TryParse<CycleStage>(property.Value.GetString(), out var stage) ? stage.Label() : "")],
        "returnReason" => [("差戻しの理由", Text(property.Value))],
        "approvalComment" => [("会長のコメント", Text(property.Value))],
        "reason" => [("理由", Text(property.Value))],
        "answer" => [("認めない理由", Text(property.Value))],
        "text" => [("本文", Text(property.Value))],
        "problem" => [("送れなかった理由", Text(property.Value))],
        "name" => [("氏名", Text(property.Value))],
        "mail" => [(kind == "person" ? PersonMail : "依頼の宛先", Text(property.Value))],
        "headMail" => [("所属長の宛先", Text(property.Value))],
        "grants" => [("役割", Grants(plan, property.Value))],
        "leftOn" => [("登録を外した日", Day(property.Value))],
        "year" when kind == "measure" => [("最後の年度", new FiscalYear(property.Value.GetInt32()).Label)],
        "month" => [("終了した月", property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()![..7] : "")],
        "byItem" or "votes" => property.Value.EnumerateObject().SelectMany(Item),
        "byChapter" => property.Value.EnumerateObject().Select(chapter => (Chapter(chapter.Name), Text(chapter.Value))),
        _ => [],
    };

    // A vote, the texts of an item, or those that are being worked on.
    private static IEnumerable<(string Label, string Text)> Item(JsonProperty item) => item.Value.ValueKind == JsonValueKind.Object
        ?
        [
            ($"取組項目{item.Name}の評点", item.Value.TryGetProperty("score", out var score) ? score.ToString() : ""),
            ($"取組項目{item.Name}の意見", item.Value.TryGetProperty("opinion", out var opinion) ? Text(opinion) : ""),
        ]
        : item.Value.EnumerateArray().Select((text, index) => (
            string.Create(CultureInfo.InvariantCulture, $"取組項目{item.Name}の意見{(text.ValueKind == JsonValueKind.Object ? text.GetProperty("number").GetInt32() : index + 1)}"),
            text.ValueKind == JsonValueKind.Object ? Worked(text) : Text(text)));

    private static string Worked(JsonElement text) =>
        text.TryGetProperty("leftOut", out var why) && why.ValueKind == JsonValueKind.String
            ? $"{text.GetProperty("text").GetString()}（掲載しない：{why.GetString()}）"
            : text.GetProperty("text").GetString()!;

    private static string State(string kind, string state) =>
        kind == "ballot" && Enum.TryParse<BallotState>(state, out var ballot) ? ballot.Label()
        : Enum.TryParse<SheetState>(state, out var sheet) ? sheet.Label()
        : Enum.TryParse<OutboxState>(state, out var mail) ? mail.Label()
        : state switch
        {
            nameof(ExtensionRequestState.Open) => "回答待ち",
            nameof(ExtensionRequestState.Granted) => "承認",
            nameof(ExtensionRequestState.Declined) => "不承認",
            nameof(ExtensionRequestState.Lapsed) => "回答不要",
            _ => "",
        };

    private static string Grants(Plan plan, JsonElement grants) => string.Join('、', grants.EnumerateArray()
        .Where(g => g.GetProperty("planId").GetString() == plan.Id)
        .Select(g => g.GetProperty("role").GetString() switch
        {
            nameof(Role.Secretariat) => "事務局",
            nameof(Role.Member) => Actors.Label(plan, $"member:{g.GetProperty("id").GetString()}"),
            _ => Actors.Label(plan, $"department:{g.GetProperty("id").GetString()}"),
        }));

    private static string Chapter(string name) => Enum.TryParse<Chapter>(name, ignoreCase: true, out var chapter) ? chapter.Label() : name;

    private static string Joined(JsonElement ids, Func<string, string> label) =>
        string.Join('、', ids.EnumerateArray().Select(id => label(id.GetString()!)));

    private static string Day(JsonElement day) =>
        DateOnly.TryParseExact(day.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? Wareki.FormatShortWithWeekday(date)
            : "";

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
