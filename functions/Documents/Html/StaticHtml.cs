using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace GyoseiFlow.Documents.Html;

/// <summary>Renders a component to a file.</summary>
internal static class StaticHtml
{
    public static async Task<PublishedFile> RenderAsync<TPage>(string path, Dictionary<string, object?> parameters)
        where TPage : IComponent
    {
        // Without this encoder every Japanese character would become a numeric reference.
        await using var services = new ServiceCollection()
            .AddSingleton(HtmlEncoder.Create(UnicodeRanges.All))
            .BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters));
            return page.ToHtmlString();
        });

        // A checkout with CRLF must not change the published bytes.
        var text = TableRoles.Write(html.ReplaceLineEndings("\n")) + "\n";
        return new PublishedFile(path, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(text));
    }
}
