using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using GyoseiFlow.App;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Local.Hosting;
using GyoseiFlow.Local.Serving;
using GyoseiFlow.Review.Sheets;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.Benchmarks.Pages;

/// <summary>One server with its people signed in, and the requests that are measured.</summary>
internal sealed class Office : IAsyncDisposable
{
    private const string CycleId = "tomakomai-2024";
    private readonly LocalHost _host;
    private readonly DemoData _data;
    private readonly Browser _secretariat;
    private readonly Dictionary<string, Browser> _departments = new(StringComparer.Ordinal);
    private readonly List<Desk> _desks = [];
    private int _writes;

    private Office(LocalHost host, DemoData data, Browser secretariat)
    {
        _host = host;
        _data = data;
        _secretariat = secretariat;
    }

    /// <summary>The measured times, by kind.</summary>
    public Dictionary<string, Figures> Times { get; } = new(StringComparer.Ordinal);

    /// <summary>Starts a server on a folder at any free port, and signs everybody in.</summary>
    public static async Task<Office> OpenAsync(DataFolder folder, DemoData data, DateTimeOffset now)
    {
        var host = await LocalHost.CreateAsync(Options(folder, now), CancellationToken.None);
        await host.StartAsync(CancellationToken.None);
        var office = new Office(host, data, new Browser(host.Address!, folder.Mail));
        await office._secretariat.SignInAsync(data.Plan.Mail.SecretariatMail);
        await office.TakeSheetsAsync(folder);
        return office;
    }

    /// <summary>Every kind once, about one sheet.</summary>
    /// <param name="round">Which: the sheets take turns.</param>
    /// <param name="isCounted">Whether it is measured, or only warms up.</param>
    public async Task RoundAsync(int round, bool isCounted)
    {
        var times = isCounted ? Times : [];
        await FloorsAsync(times);
        await BoardAsync(times);
        await SheetAsync(_desks[round % _desks.Count], round, times);
    }

    public async ValueTask DisposeAsync()
    {
        _secretariat.Dispose();
        foreach (var browser in _departments.Values)
        {
            browser.Dispose();
        }

        await _host.DisposeAsync();
    }

    // As `serve` makes it; a person's requests in a minute are not limited to a person's pace.
    private static LocalHostOptions Options(DataFolder folder, DateTimeOffset now) => new()
    {
        Functions = FunctionCatalog.Of(typeof(ServiceRegistration).Assembly),
        DataFile = folder.Store,
        MailFolder = folder.Mail,
        SiteFolder = folder.Published,
        Port = 0,
        Settings = ImmutableDictionary<string, string?>.Empty
            .Add("HeartbeatSchedule", "0 0 * * * *")
            .Add("RequestsPerMinute", "1000000"),
        Clock = new ShiftedClock(TimeProvider.System, now),
        Services = services => services.AddGyoseiFlow(),
    };

    // Every sheet that its department is to act on, filled in as the department will hand it in.
    private async Task TakeSheetsAsync(DataFolder folder)
    {
        var store = _host.Services.GetRequiredService<IRecordStore>();
        var drafts = _host.Services.GetRequiredService<DraftDesk>();
        await foreach (var sheet in store.ListAsync<Sheet>(CycleId, "sheet/", CancellationToken.None))
        {
            var department = sheet.Value.Departments[0];
            if (!sheet.Value.AwaitsDepartment || _data.Plan.Department(department).Mail is not { } mail)
            {
                continue;
            }

            var measure = sheet.Value.Measure;
            var draft = await drafts.GetAsync(CycleId, measure, CancellationToken.None);
            await drafts.SaveAsync(
                CycleId, measure, _data.Answers[measure], draft.ETag, new Act($"benchmark-{measure}", $"department:{department}"), CancellationToken.None);
            _desks.Add(new Desk(measure, await BrowserOfAsync(mail, folder)));
        }
    }

    private async Task<Browser> BrowserOfAsync(string mail, DataFolder folder)
    {
        if (!_departments.TryGetValue(mail, out var browser))
        {
            browser = _departments[mail] = new Browser(_host.Address!, folder.Mail);
            Take(Times, "sign-in (both answers)", await browser.SignInAsync(mail));
        }

        return browser;
    }

    private async Task FloorsAsync(Dictionary<string, Figures> times)
    {
        Take(times, "GET /api/health (the floor)", await _secretariat.GetAsync("/api/health"));
        Take(times, "GET a style sheet", await _secretariat.GetAsync(PageAssets.PathOf("app.css")!));
        var store = _host.Services.GetRequiredService<IRecordStore>();
        RecordWrite write = new InsertRecord($"write-{_writes++}", "{}");
        await TakeAsync(times, "a durable write, no HTTP", () => store.CommitAsync("benchmark", [write], CancellationToken.None));
        var boards = _host.Services.GetRequiredService<BoardReader>();
        await TakeAsync(times, "the board's reading, no HTTP", () => boards.GetAsync(CycleId, CancellationToken.None));
    }

    private async Task BoardAsync(Dictionary<string, Figures> times)
    {
        Take(times, "the secretariat's cycles", await _secretariat.GetAsync(PagePaths.Secretariat));
        Take(times, "the board", await _secretariat.GetAsync(PagePaths.Board(CycleId)));
        var live = await _secretariat.GetAsync(PagePaths.Board(CycleId) + "/live");
        Take(times, "the board's live part", live);
        var again = await _secretariat.GetAsync(PagePaths.Board(CycleId) + "/live", live.ETag);
        Take(times, "the same, unchanged", again.Expect(HttpStatusCode.OK, HttpStatusCode.NotModified), HttpStatusCode.NotModified);
    }

    private static async Task SheetAsync(Desk desk, int round, Dictionary<string, Figures> times)
    {
        var (browser, path) = (desk.Browser, PagePaths.Sheet(CycleId, desk.Measure));
        Take(times, "a department's tasks", await browser.GetAsync(PagePaths.Tasks));
        var page = await browser.GetAsync(path);
        Take(times, "a sheet's page", page);
        var saved = await browser.PostAsync(path, page, desk.Filled(page, round));
        Take(times, "saving a draft", saved, HttpStatusCode.SeeOther);
        var check = await browser.GetAsync(path + "/check");
        Take(times, "the check before submitting", check);
        var submitted = await browser.PostAsync(path + "/check", check, ("etag", check.Hidden("etag")));
        Take(times, "submitting", submitted, HttpStatusCode.SeeOther);
        var back = await browser.PostAsync(path + "/take-back", check);
        Take(times, "taking back", back, HttpStatusCode.SeeOther);
    }

    private static async Task TakeAsync(Dictionary<string, Figures> times, string kind, Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        Take(times, kind, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    private static void Take(Dictionary<string, Figures> times, string kind, Answer answer, HttpStatusCode expected = HttpStatusCode.OK) =>
        Take(times, kind, answer.Expect(expected).Milliseconds);

    private static void Take(Dictionary<string, Figures> times, string kind, double milliseconds)
    {
        if (!times.TryGetValue(kind, out var figures))
        {
            figures = times[kind] = new Figures();
        }

        figures.Add(milliseconds);
    }

    /// <summary>A sheet, and the browser of the department that has it.</summary>
    private sealed class Desk(string measure, Browser browser)
    {
        private (string Name, string Value)[]? _fields;

        public string Measure => measure;

        public Browser Browser => browser;

        /// <summary>The form as the page has it, with another text in one field each time. What is in it is the same in every round.</summary>
        public IEnumerable<(string Name, string Value)> Filled(Answer page, int round)
        {
            _fields ??= [.. Fields(page)];
            return [("start", page.Hidden("start")), ("do", "save"), .. _fields.Select((f, index) => index == Changed ? Changing(f, round) : f)];
        }

        private int Changed => Array.FindIndex(_fields!, f => f.Value.Length > 20);

        private static (string Name, string Value) Changing((string Name, string Value) field, int round) =>
            (field.Name, string.Create(CultureInfo.InvariantCulture, $"{field.Value[..^4]}{round:0000}"));

        private static IEnumerable<(string Name, string Value)> Fields(Answer page)
        {
            var form = new HtmlParser().ParseDocument(page.Text).QuerySelector("#sheet-form")!;
            foreach (var element in form.QuerySelectorAll("[name^='f.']"))
            {
                var name = element.GetAttribute("name")!;
                switch (element)
                {
                    case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }:
                        break;
                    case IHtmlInputElement input:
                        yield return (name, input.Value);
                        break;
                    case IHtmlTextAreaElement area:
                        yield return (name, area.Value);
                        break;
                    case IHtmlSelectElement select:
                        yield return (name, select.Value ?? "");
                        break;
                    default:
                        break;
                }
            }
        }
    }
}
