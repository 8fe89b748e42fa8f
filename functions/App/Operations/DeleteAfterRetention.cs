using GyoseiFlow.App.Access;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace GyoseiFlow.App.Operations;

/// <summary>
/// Deletes, every night, the personal data whose retention is over, and what is of no use any more (sessions and codes that have
/// ended). What is published stays as it is, and so do the figures behind it.
/// </summary>
public sealed class DeleteAfterRetention(
    IRecordStore store,
    Sessions sessions,
    SignInCodes codes,
    LeftPeople people,
    YearsPersonalData years,
    TimeProvider clock,
    ILogger<DeleteAfterRetention> log)
{
    // 03:00 in Japan, when nobody works; schedules are in UTC wherever the app runs.
    private const string EveryNight = "0 0 18 * * *";

    /// <summary>Runs at three in the morning in Japan. Twice is the same as once.</summary>
    [Function(nameof(DeleteAfterRetention))]
    public async Task RunAsync([TimerTrigger(EveryNight)] TimerInfo timer, CancellationToken cancellation)
    {
        var today = JapanTime.DateOf(clock.GetUtcNow());
        var endedSessions = await sessions.DeleteEndedAsync(cancellation);
        var endedCodes = await codes.DeleteEndedAsync(cancellation);
        var gone = await people.DeleteAsync(today, cancellation);
        var cycles = 0;
        await foreach (var listing in store.ListAsync<CycleListing>(RecordKeys.Cycles, "", cancellation))
        {
            cycles += await years.DeleteAsync(listing.Key, today, cancellation) ? 1 : 0;
        }

        log.RetentionDone(endedSessions, endedCodes, gone, cycles);
    }
}
