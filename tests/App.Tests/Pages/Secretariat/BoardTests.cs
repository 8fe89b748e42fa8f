using System.Net;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;

namespace GyoseiFlow.App.Tests.Pages.Secretariat;

public sealed class BoardTests : IAsyncLifetime
{
    private const string Board = "/secretariat/cycles/town-2024";

    private Town _town = null!;

    public async Task InitializeAsync()
    {
        _town = await Town.CreateAsync(port: 0);
        await _town.OpenAsync();
    }

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Get_Board_CountsEverySheetOverAllByDepartmentAndByItem()
    {
        await _town.SubmitAsync("2");
        await _town.UntilAsync(SmallPlan.Due.AddDays(1));
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);

        var page = await client.GetAsync(Board);

        var counts = page.Document.QuerySelectorAll(".numbers li").Select(li => Squeezed(li.TextContent));
        Assert.Equal(["未着手 2", "入力中 0", "提出済み 1", "差戻し 0", "受理 0", "期限超過 2"], counts);
        Assert.Equal("全体：未着手2、提出済み1", page.Document.QuerySelector("svg.bar.large")!.GetAttribute("aria-label"));
        var zaisei = page.Document.QuerySelectorAll("table.tally tbody tr").First(r => r.TextContent.Contains("財政課", StringComparison.Ordinal));
        Assert.Equal("財政課 2 0 0 0 0 2 2", string.Join(' ', zaisei.QuerySelectorAll("th, td.number").Select(c => c.TextContent)));
        Assert.Equal(3, page.Document.QuerySelectorAll("table.board tbody tr").Length);
    }

    [Theory]
    [InlineData("?state=Submitted", "2")]
    [InlineData("?department=zaisei", "1,3")]
    [InlineData("?item=2", "3")]
    [InlineData("?q=橋の", "3")]
    [InlineData("?q=Ｎｏ.2", "2")]
    [InlineData("?request=1", "3")]
    [InlineData("?sort=State", "1,3,2")]
    [InlineData("?state=Accepted", "")]
    [InlineData("?state=99&department=nobody&item=999&sort=x", "1,2,3")]
    public async Task Get_Filtered_ShowsWhatFits(string query, string expected)
    {
        await _town.SubmitAsync("2");
        await _town.Get<ExtensionDesk>().RequestAsync(
            Town.CycleId, "3", SmallPlan.Due.AddDays(3), "集計が間に合わないため", _town.Act("department:zaisei"), _town.Client, Town.None);
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);

        var page = await client.GetAsync(Board + query);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(expected, string.Join(',', page.Document.QuerySelectorAll("table.board input[name=measure]").Select(b => b.GetAttribute("value"))));
    }

    [Fact]
    public async Task Get_ValuesThatDontExist_AreNamedAndLeftOut()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);

        var page = await client.GetAsync($"{Board}?state=99&department=nobody&item=999&sort=x");

        Assert.Contains("指定された状態、担当部署、取組項目、並び順はこの計画にないため", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ScriptInSearch_IsOnlyText()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);

        var page = await client.GetAsync($"{Board}?q={Uri.EscapeDataString("\"><script>alert(1)</script>")}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
        Assert.Equal("\"><script>alert(1)</script>", page.Document.QuerySelector("#q")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Get_AllChosen_ChecksEveryShownBox()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);

        var page = await client.GetAsync($"{Board}?department=zaisei&all=1");

        Assert.Equal(2, page.Document.QuerySelectorAll("input[name=measure][checked]").Length);
        var toggle = page.Document.QuerySelector("a[data-all]")!;
        Assert.Equal(("選択をすべて外す", $"{Board}?department=zaisei#sheets-title"), (toggle.TextContent, toggle.GetAttribute("href")));
    }

    /// <summary>One lands on the list, and hears what was found; the acts are a link away.</summary>
    [Fact]
    public async Task Get_Filtered_SaysWhatWasFoundWhereOneLands()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);

        var page = await client.GetAsync($"{Board}?department=zaisei&item=2");

        Assert.Equal($"{Board}#sheets-title", page.Document.QuerySelector("form.filter")!.GetAttribute("action"));
        Assert.Equal("個票の一覧（1件：財政課、" + page.Document.QuerySelector("td[data-label=取組項目] .item")!.TextContent + "）", page.Document.GetElementById("sheets-title")!.TextContent);
        Assert.StartsWith("1件（財政課、", page.Document.Title, StringComparison.Ordinal);
        Assert.Equal("選んだ個票の操作へ", page.Document.QuerySelector(".found a[href='#acts']")!.TextContent);
        Assert.NotNull(page.Document.GetElementById("acts"));
        Assert.Equal("status", page.Document.GetElementById("chosen")!.GetAttribute("role"));
    }

    /// <summary>Enter in a box presses the form's first button, which is none of the acts.</summary>
    [Fact]
    public async Task Get_EnterInABox_KeepsTheListAndTheBoxes()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
        var page = await client.GetAsync($"{Board}?department=zaisei");
        var first = page.Document.QuerySelector("#choose button")!;
        var from = Uri.EscapeDataString(page.Document.QuerySelector("#choose input[name=from]")!.GetAttribute("value")!);

        var answer = await client.GetAsync($"{first.GetAttribute("formaction")}?from={from}&measure=3");
        var again = await client.GetAsync(answer.Location!.Split('#')[0]);

        Assert.Equal($"{Board}?department=zaisei&measure=3#sheets-title", answer.Location);
        Assert.Equal("3", Assert.Single(again.Document.QuerySelectorAll("input[name=measure][checked]")).GetAttribute("value"));
        Assert.Equal(2, again.Document.QuerySelectorAll("input[name=measure]").Length);
    }

    [Fact]
    public async Task GetLive_NothingNew_IsNotModifiedAndAChangeIs()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);
        var version = (await client.GetAsync($"{Board}/live")).Headers["ETag"]!;

        var same = await LiveAsync();
        await _town.SubmitAsync("2");
        var changed = await LiveAsync();

        Assert.Equal((HttpStatusCode.NotModified, ""), (same.Status, same.Body));
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.Equal("提出済み", changed.Document.QuerySelector("#row-2")!.GetAttribute("data-state"));

        Task<PageAnswer> LiveAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Get, $"{Board}/live");
            request.Headers.TryAddWithoutValidation("If-None-Match", version);
            return client.SendAsync(request);
        }
    }

    [Fact]
    public async Task GetLive_VersionOfThePage_IsTheFragments()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);

        var page = await client.GetAsync($"{Board}?state=NotStarted");
        var fragment = await client.GetAsync(page.Document.QuerySelector("#live")!.GetAttribute("data-live")!);

        Assert.Equal(page.Document.QuerySelector("#live")!.GetAttribute("data-version"), fragment.Headers["ETag"]);
    }

    [Theory]
    [InlineData(SmallPlan.Zaisei)]
    [InlineData(SmallPlan.Member)]
    public async Task Get_NotOfTheSecretariat_IsForbiddenEverywhere(string address)
    {
        using var client = await PageClient.SignedInAsync(_town, address);

        foreach (var path in SecretariatPages.All)
        {
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, (await client.GetAsync(path)).Status));
        }
    }

    [Fact]
    public async Task Get_AnotherPlansSecretariat_IsForbidden()
    {
        await _town.Get<Plans.PlanLibrary>().ImportAsync(
            SmallPlan.Yaml.Replace("id: town", "id: other", StringComparison.Ordinal).Replace(SmallPlan.Secretariat, "other@other.example.jp", StringComparison.Ordinal), Town.None);
        using var client = await PageClient.SignedInAsync(_town, "other@other.example.jp");

        foreach (var path in SecretariatPages.All.Where(p => p != "/secretariat"))
        {
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, (await client.GetAsync(path)).Status));
        }

        var list = await client.GetAsync("/secretariat");
        Assert.Equal((HttpStatusCode.OK, false), (list.Status, list.Body.Contains("town-2024", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Get_NoSuchCycle_IsMissing()
    {
        using var client = await PageClient.SignedInAsync(_town, SmallPlan.Secretariat);

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/secretariat/cycles/town-1999")).Status);
    }

    private static string Squeezed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
