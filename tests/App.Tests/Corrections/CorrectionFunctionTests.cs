using System.Text;
using System.Text.Json;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.App.Tests.Corrections;

/// <summary>Corrections as they come in over HTTP: what they change, and that a wrong one changes nothing and says why.</summary>
public class CorrectionFunctionTests
{
    private const string Order = """
        { "reason": "評点の転記に誤りがありました。",
          "sheets": { "1": { "scores": { "progress": 2 }, "actions": { "1": { "plan": "橋の塗装" } }, "remark": null } },
          "opinions": { "1": { "1": "財源確保の意見" }, "2": ["橋の意見"] } }
        """;

    private static readonly string[] Changed =
    [
        "実践項目 1 評点（進捗度） 3→2", "実践項目 1 合計 5→4", "実践項目 1 総合評価 A→B",
        "実践項目 1 記載を訂正（取組内容（1行目）） 年度：令和6年度、予定：取組・橋の点検を終えた→年度：令和6年度、予定：橋の塗装",
        "実践項目 1 記載を削除（特記事項） 特記・橋の点検を終えた→",
        "取組項目 1 平均値（進捗度） 3.0→2.5", "取組項目 1 合計 5.0→4.5",
        "取組項目 1 意見を訂正（1件目） 財源確保の意見文→財源確保の意見", "取組項目 2 意見を追加（1件目） →橋の意見",
        "テーマ money 平均値（進捗度） 3.0→2.7", "テーマ money 合計 5.0→4.7",
    ];

    private static readonly (string Order, string Fields)[] WrongOrders =
    [
        ("", ""),
        ("{", ""),
        ("[]", ""),
        ("null", ""),
        ("{}", "reason,sheets"),
        ("""{ "reason": " \n　", "opinions": {} }""", "reason"),
        ("""{ "reason": null, "opinions": {} }""", "reason"),
        ("""{ "reason": ["a"], "opinions": {} }""", "reason"),
        ("""{ "reason": "\ud800", "opinions": {} }""", "reason"),
        ("""{ "reason": "a\u0000b", "opinions": {} }""", "reason"),
        ("""{ "reason": "a", "sheet": {} }""", "sheet,sheets"),
        ("""{ "reason": "a", "\ud800": {}, "sheets": {} }""", ""),
        ("""{ "reason": "a", "reason": "b", "sheets": {} }""", ""),
        ("""{ "reason": "a", "sheets": [] }""", "sheets"),
        ("""{ "reason": "a", "sheets": { "9": {} } }""", "sheets.9"),
        ("""{ "reason": "a", "sheets": { "1": 3 } }""", "sheets.1"),
        ("""{ "reason": "a", "sheets": { "1": { "x": 3 } } }""", "sheets.1.x"),
        ("""{ "reason": "a", "sheets": { "1": { "scores": 3 } } }""", "sheets.1.scores"),
        ("""{ "reason": "a", "sheets": { "1": { "scores": null } } }""", "sheets.1.scores"),
        ("""{ "reason": "a", "sheets": { "1": { "scores": { "progress": null } } } }""", "sheets.1.scores"),
        ("""{ "reason": "a", "sheets": { "1": { "scores": { "progress": 4 } } } }""", "sheets.1.scores"),
        ("""{ "reason": "a", "sheets": { "1": { "scores": { "progress": 2.5, "creativity": "2" } } } }""", "sheets.1.scores.progress,sheets.1.scores.creativity"),
        ("""{ "reason": "a", "sheets": { "1": { "scores": { "progress": 99999999999 } } } }""", "sheets.1.scores.progress"),
        ("""{ "reason": "a", "sheets": { "1": { "scores": { "speed": 1 } } } }""", "sheets.1.scores.speed"),
        ("""{ "reason": "a", "sheets": { "1": { "remark": {} } } }""", "sheets.1.remark"),
        ("""{ "reason": "a", "sheets": { "1": { "actions": "x" } } }""", "sheets.1.actions"),
        ("""{ "reason": "a", "sheets": { "1": { "actions": { "2": {} } } } }""", "sheets.1.actions.2"),
        ("""{ "reason": "a", "sheets": { "1": { "actions": { "1": { "year": "R1" } } } } }""", "sheets.1.actions"),
        ("""{ "reason": "a", "sheets": { "1": { "actions": [{ "plan": "x" }, { "cost": 1 }] } } }""", "sheets.1.actions.2.cost"),
        ("""{ "reason": "a", "opinions": { "x": [] } }""", "opinions.x"),
        ("""{ "reason": "a", "opinions": { "3": [] } }""", "opinions.3"),
        ("""{ "reason": "a", "opinions": { "1": "x" } }""", "opinions.1"),
        ("""{ "reason": "a", "opinions": { "1": { "2": "x" } } }""", "opinions.1.2"),
        ("""{ "reason": "a", "opinions": { "1": ["x", " ", 1, null] } }""", "opinions.1.2,opinions.1.4"),
    ];

    [Fact]
    public async Task Preview_ListsEveryChange_AndWritesNothing()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        var before = await Snapshot.TakeAsync(town);

        var (status, json) = await PreviewAsync(town, Order);

        Assert.Equal((200, 2), (status, json.GetProperty("version").GetInt32()));
        Assert.Equal(Changed, Lines(json));
        Assert.Equal(before, await Snapshot.TakeAsync(town));
    }

    [Fact]
    public async Task Publish_IsVersion2WithTheSameChanges_AndVersion1Stays()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        var before = PublishedFiles.Read(town.Folder(1));
        var (_, preview) = await PreviewAsync(town, Order);

        var (status, json) = await PublishAsync(town, Order, previewed: preview.GetProperty("tag").GetString());

        Assert.Equal((202, 2), (status, json.GetProperty("version").GetInt32()));
        Assert.Equal(Changed, Lines(json));
        Assert.Equal(2, (await town.CycleAsync()).Version);
        Assert.Equal(before, PublishedFiles.Read(town.Folder(1)));
        using var data = JsonDocument.Parse(town.Read(2, "data/data.json"));
        Assert.Equal(Changed.Length, data.RootElement.GetProperty("corrections")[0].GetProperty("changes").GetArrayLength());
        Assert.Contains("評点の転記に誤りがありました。", town.Read(2, "index.html"), StringComparison.Ordinal);
        Assert.Equal([1, 2], (await town.ListAsync<SubmissionRecord>("submission/1/")).Select(s => s.Version));
        Assert.Empty((await PreviewAsync(town, Order)).Json.GetProperty("changes").EnumerateArray());
    }

    [Fact]
    public async Task Publish_SameRequestAgainAndAtOnce_IsOneVersionWithTheSameAnswer()
    {
        await using var town = await CorrectedTown.PublishedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => PublishAsync(town, Order))));
        var later = await PublishAsync(town, Order);

        Assert.All(answers.Append(later), answer => Assert.Equal((202, 2), (answer.Status, answer.Json.GetProperty("version").GetInt32())));
        Assert.Equal(Changed, Lines(later.Json));
        Assert.Equal(2, (await town.CycleAsync()).Version);
        Assert.Equal(2, (await town.SheetAsync("1")).Version);
        Assert.Single(await town.AuditAsync(), a => a.What == "訂正版の公表");
    }

    [Fact]
    public async Task Publish_OtherOrderUnderAKnownKey_Is400()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        await PublishAsync(town, Order);

        var (status, json) = await PublishAsync(town, """{ "reason": "別", "opinions": { "1": [] } }""");

        Assert.Equal((400, "Idempotency-Key"), (status, Fields(json).Single()));
        Assert.Equal(2, (await town.CycleAsync()).Version);
    }

    /// <summary>What somebody else corrected meanwhile, in other fields of the same sheet, stays.</summary>
    [Fact]
    public async Task Publish_SheetCorrectedBySomebodyElse_KeepsBoth()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        await town.CorrectSheetAsync();

        await PublishAsync(town, """{ "reason": "別の誤り", "sheets": { "1": { "goal": "新しい目標" } } }""");

        var running = await town.Get<CycleReader>().GetAsync(Town.CycleId, Town.None);
        var answers = (await town.ListAsync<SubmissionRecord>("submission/1/")).Single(s => s.Version == 3).Read(running).Answers;
        Assert.Equal(("新しい目標", "特記・橋の点検が終わった", 2), (
            answers.Of<TextAnswer>("goal")!.Text, answers.Of<TextAnswer>("remark")!.Text, answers.Scores!["progress"]));
    }

    /// <summary>One town for all of them: none may change anything.</summary>
    [Fact]
    public async Task WrongOrder_Is400NamingItsFields_AndChangesNothing()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        var before = await Snapshot.TakeAsync(town);

        foreach (var (order, fields) in WrongOrders)
        {
            var preview = await PreviewAsync(town, order);
            var publish = await PublishAsync(town, order);

            Assert.Equal((400, 400), (preview.Status, publish.Status));
            Assert.Equal((order, fields), (order, string.Join(',', Fields(publish.Json))));
            Assert.All(Fields(publish.Json), field => Assert.Contains(field, publish.Json.GetProperty("detail").GetString(), StringComparison.Ordinal));
        }

        Assert.Equal(before, await Snapshot.TakeAsync(town));
    }

    [Fact]
    public async Task WrongRequest_Is400_AndChangesNothing()
    {
        await using var town = await CorrectedTown.PublishedAsync();
        var before = await Snapshot.TakeAsync(town);

        Assert.Equal(("Idempotency-Key", 400), await RefusedAsync(PublishAsync(town, Order, key: "")));
        Assert.Equal(("Idempotency-Key", 400), await RefusedAsync(PublishAsync(town, Order, key: "a b")));
        Assert.Equal(("Idempotency-Key", 400), await RefusedAsync(PublishAsync(town, Order, key: new string('k', 101))));
        Assert.Equal(("preview", 400), await RefusedAsync(PublishAsync(town, Order, query: "?preview=true")));
        Assert.Equal(("", 400), await RefusedAsync(SendAsync(town, new string(' ', 1024 * 1024) + Order)));
        Assert.Equal(("", 400), await RefusedAsync(SendAsync(town, [.. "{ \"reason\": \""u8, 0xff, .. "\" }"u8])));
        Assert.Equal(("", 400), await RefusedAsync(SendAsync(town, string.Concat(Enumerable.Repeat("{\"a\":", 100)))));
        Assert.Equal(before, await Snapshot.TakeAsync(town));
    }

    [Fact]
    public async Task Refused_SaysWhy()
    {
        await using var early = await Town.OpenedAsync();
        Assert.Equal(409, (await PublishAsync(early, Order)).Status);
        Assert.Equal(409, (await PreviewAsync(early, Order)).Status);
        Assert.Equal(404, (await PreviewAsync(early, Order, "nosuch-2024")).Status);

        await using var town = await CorrectedTown.PublishedAsync();
        Assert.Equal(409, (await PublishAsync(town, Order, previewed: "other")).Status);
        Assert.Equal(409, (await PublishAsync(town, """{ "reason": "a", "sheets": { "1": { "scores": { "progress": 3 } } } }""")).Status);
        Assert.Equal(1, (await town.CycleAsync()).Version);
    }

    [Fact]
    public async Task Preview_SheetThatWasNeverAccepted_NamesIt()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync("1", "2");
        await town.Sheets.CloseAsync(Town.CycleId, "3", "提出がないため", town.Act(), town.Client, Town.None);
        await town.RestAsync();
        await town.VoteAllAsync();
        await town.ApproveAsync();
        await town.UntilAsync(SmallPlan.Publication);

        var (status, json) = await PreviewAsync(town, """{ "reason": "a", "sheets": { "3": { "remark": "x" } } }""");

        Assert.Equal((400, "sheets.3"), (status, Fields(json).Single()));
    }

    private static async Task<(string Field, int Status)> RefusedAsync(Task<(int Status, JsonElement Json)> answer) =>
        (Fields((await answer).Json).Single(), (await answer).Status);

    private static IEnumerable<string> Fields(JsonElement json) =>
        json.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("field").GetString()!);

    private static string[] Lines(JsonElement json) =>
    [
        .. json.GetProperty("changes").EnumerateArray().Select(c =>
            $"{c.GetProperty("of")} {c.GetProperty("code")} {c.GetProperty("what")} {Text(c, "before")}→{Text(c, "after")}"),
    ];

    private static string? Text(JsonElement change, string name) => change.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static Task<(int Status, JsonElement Json)> PreviewAsync(Town town, string order, string cycleId = Town.CycleId) =>
        AnswerAsync(town, (functions, request) => functions.PreviewCorrection(Request(request, Encoding.UTF8.GetBytes(order)), cycleId, Town.None));

    private static async Task<(int Status, JsonElement Json)> PublishAsync(
        Town town, string order, string key = "k-1", string? previewed = null, string? query = null)
    {
        var answer = await AnswerAsync(town, (functions, request) =>
        {
            request.Headers["Idempotency-Key"] = key;
            request.QueryString = new QueryString(query ?? (previewed is null ? null : $"?previewed={previewed}"));
            return functions.PublishCorrection(Request(request, Encoding.UTF8.GetBytes(order)), Town.CycleId, town.Client, Town.None);
        });
        await town.RestAsync();
        return answer;
    }

    private static Task<(int Status, JsonElement Json)> SendAsync(Town town, string body) => SendAsync(town, Encoding.UTF8.GetBytes(body));

    private static Task<(int Status, JsonElement Json)> SendAsync(Town town, byte[] body) =>
        AnswerAsync(town, (functions, request) => functions.PreviewCorrection(Request(request, body), Town.CycleId, Town.None));

    private static HttpRequest Request(HttpRequest request, byte[] body)
    {
        request.Body = new MemoryStream(body);
        return request;
    }

    private static async Task<(int Status, JsonElement Json)> AnswerAsync(
        Town town, Func<CorrectionFunctions, HttpRequest, Task<IResult>> ask)
    {
        await using var scope = town.Host.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        using var body = new MemoryStream();
        http.Response.Body = body;
        var result = await ask(scope.ServiceProvider.GetRequiredService<CorrectionFunctions>(), http.Request);
        await result.ExecuteAsync(http);
        return (http.Response.StatusCode, RecordJson.Read<JsonElement>(Encoding.UTF8.GetString(body.ToArray())));
    }
}
