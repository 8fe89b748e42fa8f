using GyoseiFlow.App.Tests.Towns;

namespace GyoseiFlow.App.Tests.Pages.Committee;

/// <summary>The small town over HTTP, with its ballots open or beyond.</summary>
internal static class VotingTown
{
    public const string Ballot = $"/committee/{Town.CycleId}";

    public static async Task<Town> OpenedAsync()
    {
        var town = await Town.CreateAsync(port: 0);
        await town.OpenAsync();
        await town.AnswerAllAsync();
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        return town;
    }

    /// <summary>With both ballots in and the stage closed.</summary>
    public static async Task<Town> CompilingAsync()
    {
        var town = await OpenedAsync();
        await town.VoteAsync("m1");
        await town.VoteAsync("m2", score: 3);
        await town.UntilAsync(SmallPlan.CommitteeDue.AddDays(1));
        return town;
    }

    /// <summary>With the opinions at the chair.</summary>
    public static async Task<Town> AtChairAsync()
    {
        var town = await CompilingAsync();
        await town.CompileAsync();
        await town.Opinions.SendToChairAsync(Town.CycleId, town.Act(), town.Client, Town.None);
        await town.RestAsync();
        return town;
    }
}
