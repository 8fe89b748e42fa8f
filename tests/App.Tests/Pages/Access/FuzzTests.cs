using System.Collections.Concurrent;
using System.Collections.Immutable;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Committee;

namespace GyoseiFlow.App.Tests.Pages.Access;

/// <summary>Ten thousand requests that no page would send, by people who try what they can.</summary>
public sealed class FuzzTests
{
    private const int RequestsEach = 2_000;
    private const string SheetSecret = "財政課だけの下書き7f3a";
    private const string BallotSecret = "委員だけの下書き9c1e";

    private static readonly string[] Odd =
    [
        "", " ", "0", "1", "2", "3", "-1", "99999999999999999999", "town-2024", "town", "town-", "-2024", "other-2024", "../..", "..%2f", "a/b",
        "<script>alert(1)</script>", "' OR 1=1 --", "令和六年度", "👨‍👩‍👧", "𠮷", "a\u0000b", "\ud800", "\u202e", "null", "true", "[]", "{}", "NaN",
        "sheet-3", "draft/3", "audit/", "Task", "opened", "m1", "m2", "zaisei", "kikaku", "submit", "save", "accept", "return", "extend", "remind", "2025-04-30", "2025-07-05",
        "2025-13-99", "9999-12-31", "0001-01-01", "R6", "on", new('あ', 3000),
    ];

    private static readonly string[] Fields =
    [
        "act", "action", "do", "reason", "due", "wanted", "measure", "measures", "sheet", "text", "comment", "score", "opinion", "vote", "etag", "version",
        "to", "address", "code", "department", "departments", "note", "month", "name", "mail", "role", "left", "kind", "index", "order", "state", "item", "sort",
        "q", "page", "who", "what", "from", "until", "scores.progress", "scores.creativity", "remark", "goal", "actions.0.year", "actions.0.plan", "previewed",
        "behalf", "take", "answers.3", "draft.3", "done", "filter", "add", "remove", "confirm", "empty", "none", "member", "early", "again", "sure", "instead", "seen",
    ];

    [Fact]
    public async Task TenThousandRequests_NoFaultAndNobodyElsesData()
    {
        await using var town = await Town.CreateAsync(port: 0);
        await town.OpenAsync();
        await HideSecretsAsync(town);
        var wrong = new ConcurrentBag<string>();

        await Task.WhenAll(
            TryAsync(town, 1, null, wrong, SheetSecret, BallotSecret),
            TryAsync(town, 2, SmallPlan.Kikaku, wrong, SheetSecret, BallotSecret),
            TryAsync(town, 3, SmallPlan.Chair, wrong, SheetSecret, BallotSecret),
            TryAsync(town, 4, SmallPlan.Secretariat, wrong, BallotSecret),
            TryAsync(town, 5, SmallPlan.ZaiseiHead, wrong, BallotSecret));

        Assert.Empty(wrong.Order(StringComparer.Ordinal).Take(20));
    }

    // A department's draft on its way, and a member's on the next stage's paper.
    private static async Task HideSecretsAsync(Town town)
    {
        await town.Drafts.SaveAsync(Town.CycleId, "3", SmallPlan.Answers(SheetSecret), "", town.Act("department:zaisei"), Town.None);
        var ballot = Ballot.Opened("m2", SmallPlan.CommitteeDue, town.Clock.GetUtcNow());
        var votes = ImmutableSortedDictionary.CreateRange([KeyValuePair.Create(1, new Vote(4, BallotSecret))]);
        await town.Store.CommitAsync(
            Town.CycleId,
            [
                TypedRecords.Insert(RecordKeys.Ballot("m2"), ballot),
                TypedRecords.Insert(RecordKeys.BallotDraft("m2"), new BallotDraftRecord(votes, IsHandedIn: false)),
            ],
            Town.None);
    }

    private static async Task TryAsync(Town town, int seed, string? address, ConcurrentBag<string> wrong, params string[] secrets)
    {
        var random = new Random(seed);
        using var client = address is null ? new PageClient(town) : await PageClient.SignedInAsync(town, address);
        var token = (await client.GetAsync("/sign-in")).Document.QuerySelector("input[name=token]")!.GetAttribute("value")!;
        var routes = Route.All.Where(r => r.Function != "SignOut").ToList();
        for (var i = 0; i < RequestsEach; i++)
        {
            var route = routes[random.Next(routes.Count)];
            var path = PathOf(route, random);
            var answer = await SendAsync(client, route, path, token, random);
            if (answer is null)
            {
                continue;
            }

            if ((int)answer.Status >= 500)
            {
                wrong.Add($"{seed}/{i}: {route.Method} {path} → {(int)answer.Status}");
            }

            foreach (var secret in secrets.Where(s => answer.Body.Contains(s, StringComparison.Ordinal)))
            {
                wrong.Add($"{seed}/{i}: {route.Method} {path} shows {secret}");
            }
        }
    }

    private static async Task<PageAnswer?> SendAsync(PageClient client, Route route, string path, string token, Random random)
    {
        try
        {
            return route.Method == "POST"
                ? await client.PostAsync(path, [.. Typed(token, random)])
                : await client.SendAsync(new HttpRequestMessage(new HttpMethod(route.Method), path));
        }
        catch (Exception unsendable) when (unsendable is UriFormatException or HttpRequestException { StatusCode: null })
        {
            // Nothing that a browser could send.
            return null;
        }
    }

    private static string PathOf(Route route, Random random)
    {
        var path = route.Address(name => random.Next(3) == 0 ? Pick(Odd, random) : name switch
        {
            "cycleId" => Town.CycleId,
            "planId" => "town",
            "departmentId" => random.Next(2) == 0 ? "zaisei" : "kikaku",
            "measure" => random.Next(1, 5).ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => Pick(Odd, random),
        });
        return random.Next(2) == 0 ? path : $"{path}?{Pick(Fields, random)}={Uri.EscapeDataString(Whole(Pick(Odd, random)))}";
    }

    private static IEnumerable<(string, string)> Typed(string token, Random random)
    {
        if (random.Next(10) > 0)
        {
            yield return ("token", token);
        }

        for (var i = random.Next(8); i > 0; i--)
        {
            yield return (Pick(Fields, random), Whole(Pick(Odd, random)));
        }
    }

    private static string Pick(string[] from, Random random) => from[random.Next(from.Length)];

    // Half of a surrogate pair can't leave a client.
    private static string Whole(string text) => text.Replace("\ud800", "\ufffd", StringComparison.Ordinal);
}
