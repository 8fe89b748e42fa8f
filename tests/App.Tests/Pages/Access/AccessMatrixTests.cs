using System.Net;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Tests.Towns;

namespace GyoseiFlow.App.Tests.Pages.Access;

/// <summary>Every route, by everybody: who gets in, and that nobody else does.</summary>
public sealed class AccessMatrixTests : IAsyncLifetime
{
    private const string Nobody = "nobody";
    private const string Lead = "lead department";
    private const string OtherDepartment = "other department";
    private const string Chair = "chair";
    private const string Member = "member";
    private const string Secretariat = "secretariat";
    private const string OtherCity = "other city's secretariat";

    private static readonly string[] Everybody = [Nobody, Lead, OtherDepartment, Chair, Member, Secretariat, OtherCity];
    private static readonly string[] SignedIn = [.. Everybody.Except([Nobody])];
    private static readonly string[] SheetsPeople = [Lead, Secretariat];

    // By the beginning of the address; the longest that fits holds. What is not here at all fails the test.
    private static readonly (string Start, string[] Allowed)[] Rules =
    [
        ("/sign-in", Everybody),
        ("/sign-out", Everybody),
        ("/assets/", Everybody),
        ("/favicon.ico", Everybody),
        ("/nowhere", Everybody),
        ("/", SignedIn),
        ("/tasks", [Lead, OtherDepartment]),
        ("/feedback/", [Lead, OtherDepartment]),
        ("/sheets/town-2024/3", SheetsPeople),
        ("/sheets/town-2024/3/take-back", [Lead]),
        ("/sheets/town-2024/3/extension", [Lead]),
        ("/sheets/town-2024/3/hand-over", [Lead]),
        ("/excel/town-2024/zaisei", SheetsPeople),
        // Each secretariat comes to its own cycles from here.
        ("/secretariat", [Secretariat, OtherCity]),
        ("/secretariat/cycles", [Secretariat]),
        ("/secretariat/plans/town/", [Secretariat]),
        ("/committee", [Chair, Member]),
        ("/committee/town-2024/approval", [Chair]),
        // This town's committee has no groups: only the secretariat hears so.
        ("/committee/town-2024/groups/", [Secretariat]),
        // Whoever signs with the account's key, and no person.
        ("/api/sendgrid/events", []),
    ];

    private readonly Dictionary<string, PageClient> _people = new(StringComparer.Ordinal);
    private Town _town = null!;

    public async Task InitializeAsync()
    {
        _town = await Town.CreateAsync(port: 0);
        var otherCity = SmallPlan.Yaml.Replace("id: town", "id: other", StringComparison.Ordinal)
            .Replace("@town.example.jp", "@other.example.jp", StringComparison.Ordinal);
        await _town.Get<PlanLibrary>().ImportAsync(otherCity, Town.None);
        await _town.OpenAsync();
        _people[Nobody] = new PageClient(_town);
        await _people[Nobody].GetAsync("/sign-in");
        foreach (var (who, address) in new[]
        {
            (Lead, SmallPlan.Zaisei), (OtherDepartment, SmallPlan.Kikaku), (Chair, SmallPlan.Chair), (Member, SmallPlan.Member),
            (Secretariat, SmallPlan.Secretariat), (OtherCity, SmallPlan.Secretariat.Replace("@town.", "@other.", StringComparison.Ordinal)),
        })
        {
            _people[who] = await PageClient.SignedInAsync(_town, address);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var person in _people.Values)
        {
            person.Dispose();
        }

        await _town.DisposeAsync();
    }

    [Fact]
    public async Task EveryRoute_ByEverybody_OpensToThoseItIsForAndToNobodyElse()
    {
        var wrong = new List<string>();
        // Signing out comes last, or the rest would be done by nobody.
        foreach (var route in Route.All.Where(r => !r.NeedsKey && r.Template != "api/health").OrderBy(r => r.Function == "SignOut"))
        {
            var address = route.Address(Value);
            var allowed = AllowedAt(address);
            foreach (var (who, person) in _people.OrderBy(p => allowed.Contains(p.Key)))
            {
                var answer = await AskAsync(person, route, address);
                if (IsIn(answer) != allowed.Contains(who) || (int)answer.Status >= 500)
                {
                    wrong.Add($"{route.Method} {address} by {who}: {(int)answer.Status} {answer.Location} {answer.Title}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryFunctionForScripts_WithoutItsKey_IsClosed()
    {
        var routes = Route.All.Where(r => r.NeedsKey).ToList();

        Assert.NotEmpty(routes);
        foreach (var route in routes)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(_people[Secretariat], route, route.Address(Value))).Status);
        }
    }

    [Fact]
    public async Task EveryForm_WithoutItsToken_ChangesNothing()
    {
        var before = await _town.AuditAsync();
        foreach (var route in Route.All.Where(r => r is { NeedsKey: false, Method: "POST" }))
        {
            foreach (var person in _people.Values)
            {
                var answer = await person.PostAsync(route.Address(Value), ("reason", "理由"), ("answer", "x"));

                Assert.Contains(answer.Status, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden });
            }
        }

        Assert.Equal(before.Count, (await _town.AuditAsync()).Count);
    }

    [Fact]
    public async Task EveryPage_CarriesTheHeadersThatProtectIt()
    {
        foreach (var route in Route.All.Where(r => r is { NeedsKey: false, Method: "GET" } && r.Function is not ("Asset" or "Icon") && r.Template != "api/health"))
        {
            var answer = await _people[Secretariat].GetAsync(route.Address(Value));

            Assert.Contains("default-src 'none'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.DoesNotContain("script-src 'unsafe", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
            Assert.Equal("no-store", answer.Headers["Cache-Control"]);
            Assert.Null(answer.Headers["Server"]);
        }
    }

    [Theory]
    [InlineData("GET", "/favicon.ico")]
    [InlineData("GET", "/assets/x/app.css")]
    [InlineData("GET", "/api/health")]
    [InlineData("GET", "/api/cycles/town-2024")]
    [InlineData("PUT", "/sign-in")]
    [InlineData("POST", "/api/sendgrid/events")]
    public async Task EveryAnswer_ErrorsAndDataToo_CarriesTheHeadersThatProtectIt(string method, string address)
    {
        var answer = await _people[Nobody].SendAsync(new HttpRequestMessage(new HttpMethod(method), address));

        Assert.Contains("default-src 'none'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal(("nosniff", "same-origin"), (answer.Headers["X-Content-Type-Options"], answer.Headers["Referrer-Policy"]));
        Assert.NotNull(answer.Headers["Strict-Transport-Security"]);
        Assert.Null(answer.Headers["Server"]);
    }

    [Fact]
    public async Task EveryPage_AskedForItsHead_AnswersLikeTheWholeWithoutIt()
    {
        foreach (var route in Route.All.Where(r => r is { NeedsKey: false, Method: "GET" }))
        {
            var whole = await _people[Secretariat].GetAsync(route.Address(Value));
            var head = await _people[Secretariat].SendAsync(new HttpRequestMessage(HttpMethod.Head, route.Address(Value)));

            Assert.Equal((route.Function, whole.Status, ""), (route.Function, head.Status, head.Body));
        }
    }

    [Fact]
    public async Task Cookies_All_AreHiddenFromScriptsOtherSitesAndPlainHttp()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = _town.Host.Address };

        using var answer = await http.GetAsync("/sign-in");

        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie =>
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.All(["secure", "httponly", "samesite=lax", "path=/"], part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        });
    }

    private static async Task<PageAnswer> AskAsync(PageClient person, Route route, string address)
    {
        if (route.Method != "POST")
        {
            return await person.SendAsync(new HttpRequestMessage(new HttpMethod(route.Method), address));
        }

        var token = (await person.GetAsync("/no/such/page")).Document.QuerySelector("input[name=token]")?.GetAttribute("value")
            ?? (await person.GetAsync("/sign-in")).Document.QuerySelector("input[name=token]")!.GetAttribute("value");
        return await person.PostAsync(address, ("token", token!), ("plan", "town"), ("year", "R6"));
    }

    private static bool IsIn(PageAnswer answer) =>
        answer.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        && answer.Location?.StartsWith("/sign-in?to=", StringComparison.Ordinal) != true;

    private static string[] AllowedAt(string address) => Rules
        .Where(rule => rule.Start == "/" ? address == "/" : address.StartsWith(rule.Start, StringComparison.Ordinal))
        .OrderByDescending(rule => rule.Start.Length)
        .Select(rule => rule.Allowed)
        .FirstOrDefault() ?? throw new InvalidOperationException($"Nobody said who may come to {address}.");

    private static string Value(string part) => part switch
    {
        "cycleId" => Town.CycleId,
        "measure" => "3",
        "number" or "version" => "1",
        "planId" => "town",
        "departmentId" => "zaisei",
        "path" => "nowhere",
        "subject" => "sheet-3",
        "purpose" => "Task",
        "occasion" => "opened",
        "chapter" => "introduction",
        "person" => "p-none",
        _ => "x",
    };
}
