using System.Security.Cryptography;
using System.Text;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Committee;

namespace GyoseiFlow.App.Opinions;

/// <summary>
/// Editing the published texts item by item: two people on two items don't disturb each other, two on the same item do. What is
/// published follows every change, so that the preview always shows what was edited.
/// </summary>
public sealed class OpinionPad(IRecordStore store, OpinionWorkDesk works, OpinionDesk opinions)
{
    private const int MaxTries = 5;

    /// <summary>Tells one state of an item's texts from another.</summary>
    public static string TagOf(OpinionWork work, int item)
    {
        ArgumentNullException.ThrowIfNull(work);
        var texts = work.ByItem.GetValueOrDefault(item);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(RecordJson.Write(texts.IsDefault ? [] : texts))))[..16];
    }

    /// <summary>Begins with each opinion a text of its own.</summary>
    public async Task BeginAsync(string cycleId, Act act, CancellationToken cancellation)
    {
        await works.BeginAsync(cycleId, act, cancellation);
        await CompileAsync(cycleId, act, cancellation);
    }

    /// <summary>Changes the texts of one item.</summary>
    /// <param name="cycleId">The cycle.</param>
    /// <param name="item">The item's number.</param>
    /// <param name="tag">The tag of the item's texts that were looked at.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="change">The act of the desk, with the ETag that it needs.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <exception cref="OpinionWorkConflictException">Somebody else changed the item's texts since.</exception>
    public async Task ChangeAsync(
        string cycleId, int item, string tag, Act act, Func<string, Task> change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(change);
        for (var tries = 1; !await IsDoneAsync(cycleId, act, cancellation); tries++)
        {
            var draft = await works.FindAsync(cycleId, cancellation) ?? throw new RecordMissingException(cycleId, RecordKeys.OpinionWork);
            if (TagOf(draft.Work, item) != tag)
            {
                throw new OpinionWorkConflictException(draft);
            }

            try
            {
                await change(draft.ETag);
                break;
            }
            catch (OpinionWorkConflictException) when (tries < MaxTries)
            {
                // Another item was changed in between.
            }
        }

        await CompileAsync(cycleId, act, cancellation);
    }

    private async Task CompileAsync(string cycleId, Act act, CancellationToken cancellation)
    {
        for (var tries = 1; tries <= MaxTries; tries++)
        {
            var work = (await works.FindAsync(cycleId, cancellation))!;
            var compiled = await opinions.GetAsync(cycleId, cancellation);
            try
            {
                var compiling = act with { RequestId = $"{act.RequestId}/compile" };
                await works.CompileAsync(cycleId, work.ETag, compiled.ETag, compiling, cancellation);
                return;
            }
            catch (Exception overtaken) when (overtaken is OpinionWorkConflictException or OpinionConflictException && tries < MaxTries)
            {
                // Somebody else changed and compiled in between: once more, with theirs.
            }
        }
    }

    // Clicked twice, it is done already, and the tag is no longer the one that was looked at.
    private async Task<bool> IsDoneAsync(string cycleId, Act act, CancellationToken cancellation) =>
        await store.FindAsync(cycleId, RecordKeys.Audit(act.By, act.RequestId), cancellation) is not null;
}
