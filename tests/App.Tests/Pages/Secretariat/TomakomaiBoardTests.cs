using System.Diagnostics;
using System.Globalization;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.App.Tests.Pages.Secretariat;

/// <summary>The secretariat's pages with a real plan: 95 sheets, a few days after the deadline.</summary>
public sealed class TomakomaiBoardTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private static readonly DemoData Data = DemoData.Read(Path.Combine(Sources.Root, "functions/Local/Plans/tomakomai"));

    private readonly string _cycleId = Cycle.IdOf(Data.Plan.Id, Data.Cycle.Year);
    private Town _town = null!;

    private string Board => $"/secretariat/cycles/{_cycleId}";

    public async Task InitializeAsync()
    {
        _town = await Town.CreateAsync(Data.PlanYaml, port: 0);
        await _town.UntilAsync(Data.Cycle.Opens, hour: 10);
        await _town.OpenAsync();
        var people = People.Of(_town.Host);
        var today = JapanTime.At(Data.Cycle.SelfEvaluation.Due.AddDays(3), new TimeOnly(16, 0));
        foreach (var act in YearScript.Write(Data, seed: 7).Where(a => a.At <= today))
        {
            await _town.UntilAsync(act.At);
            await act.PlayAsync(people, Town.None);
        }

        await _town.UntilAsync(today);
    }

    public async Task DisposeAsync() => await _town.DisposeAsync();

    [Fact]
    public async Task Board_95Sheets_IsOneQuickPage()
    {
        using var client = await PageClient.SignedInAsync(_town, Data.Plan.Mail.SecretariatMail);
        await client.GetAsync(Board);
        var others = new List<double>();
        PageAnswer page = null!;
        for (var i = 0; i < 5; i++)
        {
            var watch = Stopwatch.StartNew();
            page = await client.GetAsync(Board);
            others.Add(watch.Elapsed.TotalMilliseconds);
        }

        Assert.Equal(95, page.Document.QuerySelectorAll("table.board tbody tr").Length);
        await File.WriteAllTextAsync(
            Path.Combine(Chromium.Screens, "tomakomai-board.txt"), string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", others)} ms, {page.Body.Length} characters"));
    }

    [Fact]
    public async Task Calendar_ManySheets_AreInTheOrderOfThePlan()
    {
        using var client = await PageClient.SignedInAsync(_town, Data.Plan.Mail.SecretariatMail);

        var page = await client.GetAsync($"{Board}/calendar");

        var order = Data.Plan.Measures.Select(m => $"No.{m.Code}").ToList();
        var lists = page.Document.QuerySelectorAll("table details").Select(d => d.TextContent["個票".Length..].Split('、')
            .Select(label => order.IndexOf(label.Split(' ')[0])).Where(place => place >= 0).ToList()).ToList();
        Assert.Contains(lists, places => places.Count > 5);
        Assert.All(lists, places => Assert.Equal(places.Order(), places));
    }

    [Fact]
    public async Task Close_ManySheets_AreInTheOrderOfThePlan()
    {
        using var client = await PageClient.SignedInAsync(_town, Data.Plan.Mail.SecretariatMail);

        var page = await client.GetAsync($"{Board}/close");

        var order = Data.Plan.Measures.Select(m => m.Code).ToList();
        foreach (var table in page.Document.QuerySelectorAll("table"))
        {
            var places = table.QuerySelectorAll("tbody th a").Select(a => order.IndexOf(a.GetAttribute("href")!.Split('/')[^1])).ToList();
            Assert.NotEmpty(places);
            Assert.Equal(places.Order(), places);
        }
    }

    [BrowserFact]
    public async Task EachPage_95Sheets_HoldsUp()
    {
        var open = (await _town.ListAsync<Review.Sheets.Sheet>("sheet/", _cycleId)).Where(s => s.AwaitsDepartment).ToList();
        await _town.Get<ExtensionDesk>().RequestAsync(
            _cycleId, open[0].Measure, open[0].Due.AddDays(10), "決算の数字が固まらないため", _town.Act($"department:{open[0].Departments[0]}"), _town.Client, Town.None);
        var tab = await chromium.SignInAsync(_town, Data.Plan.Mail.SecretariatMail);
        (string Path, string Name)[] pages =
        [
            ("/secretariat", "cycles"), (Board, "board"), ($"{Board}/sheets/1", "sheet"), ($"{Board}/sheets/{open[0].Measure}", "sheet-awaited"),
            ($"{Board}/many?act=remind{string.Concat(open.Select(s => $"&measure={s.Measure}"))}", "remind-preview"), ($"{Board}/close", "close"), ($"{Board}/figures", "figures"),
            ($"{Board}/calendar", "calendar"), ($"{Board}/mails", "mails"), ($"{Board}/audit", "audit"), ($"/secretariat/plans/{Data.Plan.Id}/people", "people"),
        ];

        foreach (var (path, name) in pages)
        {
            await tab.GotoAsync(path);
            await Chromium.LookAtManyRowsAsync(tab, $"tomakomai-{name}");
        }

        await tab.GotoAsync(Board);
        await tab.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
        await Chromium.LookAtManyRowsAsync(tab, "tomakomai-board-open");
    }
}
