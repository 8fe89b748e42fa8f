using System.Text;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Tests.Towns;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.App.Tests.Corrections;

public class PreviewFunctionTests
{
    [Fact]
    public async Task Preview_WhileSheetsComeIn_ShowsTheDocumentAsItStandsAndPublishesNothing()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("3");

        var page = Assert.IsType<FileContentHttpResult>(await PreviewAsync(town, Town.CycleId));

        Assert.Equal("text/html; charset=utf-8", page.ContentType);
        Assert.Contains("橋の点検", Encoding.UTF8.GetString(page.FileContents.Span), StringComparison.Ordinal);
        Assert.False(Directory.Exists(town.Site) && Directory.EnumerateFiles(town.Site, "*", SearchOption.AllDirectories).Any());
    }

    [Fact]
    public async Task Preview_UnknownCycle_IsNotFound()
    {
        await using var town = await Town.OpenedAsync();

        Assert.Equal(StatusCodes.Status404NotFound, Assert.IsType<ProblemHttpResult>(await PreviewAsync(town, "nosuch-2024")).StatusCode);
    }

    private static async Task<IResult> PreviewAsync(Town town, string cycleId)
    {
        await using var scope = town.Host.Services.CreateAsyncScope();
        var function = scope.ServiceProvider.GetRequiredService<PreviewFunction>();
        return await function.RunAsync(new DefaultHttpContext().Request, cycleId, Town.None);
    }
}
