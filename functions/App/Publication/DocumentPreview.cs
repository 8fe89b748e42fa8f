using System.Net.Mime;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.Documents;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.App.Publication;

/// <summary>The opinion document as it stands, at any time of the cycle; nothing is published by looking.</summary>
public sealed class DocumentPreview(ReviewedYearReader years, TimeProvider clock)
{
    /// <summary>What the rendered page is.</summary>
    public const string ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";

    /// <summary>The next version, dated today.</summary>
    public Task<ReadOnlyMemory<byte>> RenderAsync(Cycle cycle, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        return RenderAsync(cycle, JapanTime.DateOf(clock.GetUtcNow()), cancellation);
    }

    /// <summary>The next version as it will be published: dated the day of publication while that is to come.</summary>
    public Task<ReadOnlyMemory<byte>> RenderAsPublishedAsync(RunningCycle running, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(running);
        var today = JapanTime.DateOf(clock.GetUtcNow());
        var planned = running.Calendar.Publication;
        return RenderAsync(running.Cycle, running.Cycle.Version == 0 && planned > today ? planned : today, cancellation);
    }

    private async Task<ReadOnlyMemory<byte>> RenderAsync(Cycle cycle, DateOnly day, CancellationToken cancellation) =>
        await OpinionDocument.RenderPreviewAsync(await years.ReadAsync(cycle.Id, cycle.Version + 1, day, cancellation));
}
