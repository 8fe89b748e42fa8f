using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.SelfEvaluation;

/// <summary>What a department and the secretariat say to each other on a sheet, at any time; nothing is changed or taken back.</summary>
public sealed class CommentDesk(IRecordStore store, Ledger ledger, SecretariatDriver secretariat, TimeProvider clock)
{
    /// <summary>The comments in the order of writing.</summary>
    public async Task<ImmutableArray<SheetComment>> ListAsync(string cycleId, string measure, CancellationToken cancellation)
    {
        var comments = ImmutableArray.CreateBuilder<SheetComment>();
        await foreach (var comment in store.ListAsync<SheetComment>(cycleId, RecordKeys.CommentsOf(measure), cancellation))
        {
            comments.Add(comment.Value);
        }

        return comments.ToImmutable();
    }

    /// <summary>Adds a comment. The secretariat hears of a department's with its next digest; nobody else gets a mail.</summary>
    /// <exception cref="RuleBrokenException">It is blank or too long, or there is no such sheet.</exception>
    public async Task AddAsync(string cycleId, string measure, string text, Act act, DurableTaskClient client, CancellationToken cancellation)
    {
        var isForSecretariat = act.By.StartsWith("department:", StringComparison.Ordinal);
        await ledger.ChangeAsync(
            cycleId, act, clock.GetUtcNow(), "コメント", RecordKeys.SheetSubject(measure), DecideAsync, cancellation);
        if (isForSecretariat)
        {
            await secretariat.WakeAsync(cycleId, client, cancellation);
        }

        async Task<Change?> DecideAsync()
        {
            var sheet = await store.FindAsync(cycleId, RecordKeys.Sheet(measure), cancellation);
            RuleBrokenException.Unless(sheet is not null, new SheetMustExist(measure));
            var number = (await ListAsync(cycleId, measure, cancellation)).Length + 1;
            var comment = SheetComment.Written(measure, number, act.By, clock.GetUtcNow(), text);
            // Of two at once, the second one's number is taken: it is decided again.
            RecordWrite[] told = isForSecretariat
                ? [SecretariatNews.OfSheet(SecretariatNewsKind.Comment, measure, act, clock.GetUtcNow())]
                : [];
            return new Change(
                [TypedRecords.Insert(RecordKeys.Comment(measure, number), comment), .. told], null, RecordJson.Write(comment));
        }
    }
}
