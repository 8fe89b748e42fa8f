using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;

namespace GyoseiFlow.App.Mail;

/// <summary>Nobody is reminded of what they were not told: what waits for a later letter about a sheet leaves with an earlier one.</summary>
internal static class EarlierLetters
{
    /// <summary>The writes that let a sheet's waiting notices leave by then.</summary>
    public static async Task<List<RecordWrite>> MoveUpAsync(
        IRecordStore store, string cycleId, string subject, DateTimeOffset letterAt, CancellationToken cancellation)
    {
        var writes = new List<RecordWrite>();
        await foreach (var notice in store.ListAsync<SheetNotice>(cycleId, SheetNotice.PrefixOf(subject), cancellation))
        {
            if (notice.Value.IsWaiting
                && notice.Value.LetterAt > letterAt
                && await store.FindAsync<string>(cycleId, notice.Value.WaitingKey, cancellation) is { } place)
            {
                var earlier = notice.Value with { LetterAt = letterAt };
                writes.AddRange([place.Gone(), notice.With(earlier), TypedRecords.Insert(earlier.WaitingKey, notice.Key)]);
            }
        }

        return writes;
    }
}
