using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Towns;

/// <summary>What the store says in the end, without the moments at which it came to say so.</summary>
internal static class Snapshot
{
    public static async Task<string> TakeAsync(Town town)
    {
        var lines = new List<string> { RecordJson.Write(await town.CycleAsync()) };
        lines.AddRange((await town.ListAsync<Sheet>(RecordKeys.SheetPrefix)).Select(s => RecordJson.Write(s with { DueSetAt = default })));
        lines.AddRange((await town.ListAsync<Ballot>(RecordKeys.BallotPrefix)).Select(b => RecordJson.Write(b with { DueSetAt = default })));
        lines.AddRange((await town.MailsAsync()).Select(m => $"{m.Key}: {m.State}"));
        lines.AddRange((await town.AuditAsync()).Select(a => $"{a.What} {a.Subject} {a.By}").Order(StringComparer.Ordinal));
        lines.AddRange(town.Post.Left.Select(m => m.Key).Order(StringComparer.Ordinal));
        return string.Join('\n', lines);
    }
}
