using System.Collections.Immutable;
using AngleSharp.Html.Dom;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Pages.Departments;

/// <summary>The small plan with a form that has every kind of field and column.</summary>
internal static class FullForm
{
    public const string Form = "form[data-form]";
    public const string Sheet3 = "/sheets/town-2024/3";
    public const string Sheet1 = "/sheets/town-2024/1";

    public static string Yaml { get; } = SmallPlan.Yaml
        // Low enough for the cap to count: 1 and 3 make 4.
        .Replace("{ grade: A, from: 5 }", "{ grade: A, from: 4 }", StringComparison.Ordinal)
        .Replace(
            "      - { id: plan, label: 予定, kind: text }\n",
            "      - { id: plan, label: 予定, kind: text }\n      - { id: no, label: 番号, kind: number }\n"
            + "      - { id: status, label: 状況, kind: choice, choices: [工程どおり, 工程見直し] }\n",
            StringComparison.Ordinal)
        .Replace(
            "  - { id: scores,",
            "  - { id: reasons, label: 評価の理由, kind: textPerCriterion, required: false, carried: false, maxLength: 20 }\n"
            + "  - { id: ended, label: 取組終了, kind: month, required: false, carried: true }\n  - { id: scores,",
            StringComparison.Ordinal);

    /// <summary>What makes the sheet complete.</summary>
    public static ImmutableArray<(string Name, string Value)> Complete { get; } =
        [("f.scores.progress", "3"), ("f.scores.creativity", "2"), ("f.remark", "橋を点検した")];

    public static async Task<Town> OpenedAsync()
    {
        var town = await Town.CreateAsync(Yaml, port: 0);
        await town.OpenAsync();
        return town;
    }

    /// <summary>Types into the sheet's form and presses one of its buttons.</summary>
    public static Task<PageAnswer> PressAsync(
        this PageClient client, PageAnswer page, string button, params (string Name, string Value)[] typed) =>
        client.SubmitAsync(page, Form, [.. typed, ("do", button)]);

    /// <summary>From the form to the check page with complete answers.</summary>
    public static async Task<PageAnswer> ToCheckAsync(this PageClient client, string path)
    {
        var saved = await client.PressAsync(await client.GetAsync(path), "check", [.. Complete]);
        return await client.GetAsync(saved.Location!);
    }

    /// <summary>From the form to the page after handing in.</summary>
    public static async Task<PageAnswer> HandInAsync(this PageClient client, string path)
    {
        var check = await client.ToCheckAsync(path);
        var done = await client.SubmitAsync(check, $"form[action='{path}/check']");
        return await client.GetAsync(done.Location!);
    }

    /// <summary>What stands in a control of the page.</summary>
    public static string? ValueOf(this PageAnswer page, string name) =>
        page.Document.GetElementsByName(name) switch
        {
            [IHtmlInputElement { Type: "radio" }, ..] radios => radios.OfType<IHtmlInputElement>().FirstOrDefault(r => r.IsChecked)?.Value,
            [IHtmlTextAreaElement area, ..] => area.Value,
            [IHtmlSelectElement select, ..] => select.Value,
            [IHtmlInputElement input, ..] => input.Value,
            _ => null,
        };

    /// <summary>The draft as it is stored.</summary>
    public static async Task<Answers> DraftAsync(this Town town, string measure) =>
        (await town.Drafts.GetAsync(Town.CycleId, measure, Town.None)).Answers;
}
