using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace GyoseiFlow.App.Tests.Pages;

/// <summary>
/// axe, run in the page itself. Deque's own way of running it opens a second page for every look and sends the script anew,
/// which is for pages with frames of other origins: ours have no frames, and it took ten times as long.
/// </summary>
internal static class Axe
{
    /// <summary>What to run; all rules.</summary>
    public const string EveryRule = "{ resultTypes: ['violations'] }";

    /// <summary>What can be wrong when nothing but the colours changes.</summary>
    public const string Colours = "{ resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] }";

    private static readonly Lazy<string> s_script = new(() =>
    {
        var assembly = typeof(AxeResult).Assembly;
        using var reader = new StreamReader(assembly.GetManifestResourceStream($"{assembly.GetName().Name}.Resources.axe.min.js")!);
        return reader.ReadToEnd();
    });

    /// <summary>Every page of the context has axe from its start.</summary>
    public static Task AddAsync(IBrowserContext context) => context.AddInitScriptAsync(s_script.Value);

    /// <summary>What axe finds, a line each.</summary>
    public static Task<string[]> FindAsync(IPage tab, string options) => tab.EvaluateAsync<string[]>(
        $$"""
        async () => (await axe.run(document, {{options}})).violations
            .map(v => `${v.id}: ${v.help} (${v.nodes.length}) ${v.nodes[0].html}`)
        """);
}
