using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Publication;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Sheets;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.App.Tests.Corrections;

/// <summary>The small town after its publication, a few days later, when somebody finds a mistake.</summary>
internal static class CorrectedTown
{
    public const string Reason = "広告料の評点の転記に誤りがありました。";

    public static readonly DateOnly Day = SmallPlan.Publication.AddDays(14);

    public static async Task<Town> PublishedAsync(Action<IServiceCollection>? services = null)
    {
        var town = await Town.OpenedAsync(services: services);
        await town.PlayYearAsync();
        await town.UntilAsync(Day);
        return town;
    }

    /// <summary>The published folder of a version.</summary>
    public static string Folder(this Town town, int version) => Path.Combine(town.Site, "town", "2024", $"v{version}");

    /// <summary>Measure 1's 進捗度 was 2, not 3, and its remark had a slip.</summary>
    public static Task CorrectSheetAsync(this Town town, Act? act = null, int baseVersion = 1, Answers? answers = null) =>
        town.Get<CorrectionDesk>().CorrectSheetAsync(
            Town.CycleId, "1", answers ?? SmallPlan.Answers("橋の点検が終わった", progress: 2), baseVersion, act ?? town.Act(), Town.None);

    public static async Task CorrectOpinionsAsync(this Town town, params ImmutableArray<string> opinions) =>
        await town.Get<CorrectionDesk>().CorrectOpinionsAsync(
            Town.CycleId,
            new CompiledOpinions(ImmutableSortedDictionary<int, ImmutableArray<string>>.Empty.Add(1, opinions)),
            (await town.Opinions.GetAsync(Town.CycleId, Town.None)).ETag,
            town.Act(),
            Town.None);

    public static Task<CorrectionPreview> PreviewAsync(this Town town) => town.Get<CorrectionDesk>().PreviewAsync(Town.CycleId, Town.None);

    public static async Task PublishCorrectionAsync(this Town town, Act? act = null, string reason = Reason, string? previewed = null)
    {
        await town.Get<CorrectionDesk>().PublishAsync(
            Town.CycleId, reason, previewed ?? (await town.PreviewAsync()).Tag, act ?? town.Act(), town.Client, Town.None);
        await town.RestAsync();
    }

    public static string Read(this Town town, int version, string file) => File.ReadAllText(Path.Combine(town.Folder(version), file));
}
