using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Plans;

/// <summary>
/// What comes in from a page that was open while a changed plan was taken in, for fields that the form has no more. It is kept beside the
/// sheet, with what was typed into them before.
/// </summary>
public sealed class LateAnswers(IRecordStore store, CycleReader cycles, Ledger ledger, TimeProvider clock)
{
    /// <summary>Keeps it.</summary>
    /// <param name="running">The cycle.</param>
    /// <param name="measure">The measure's code.</param>
    /// <param name="typed">What was typed, read by a plan that held before.</param>
    /// <param name="act">Who, and which request.</param>
    /// <param name="cancellation">Gives up before the commit.</param>
    /// <returns>Whether there was anything to keep.</returns>
    public async Task<bool> KeepAsync(
        RunningCycle running, string measure, Func<Plan, Answers> typed, Act act, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(running);
        ArgumentNullException.ThrowIfNull(typed);
        var (adoptions, hasAny) = (running.Cycle.Adoptions ?? [], false);
        var seen = running.Plan.Form.Select(f => (f.Id, f.Kind)).ToHashSet();
        // The newest plan that had a field says what it was called.
        for (var number = adoptions.Length; number > 0; number--)
        {
            var adoption = adoptions[number - 1];
            var before = await cycles.PlanAsync(running.Cycle, adoption.Edition, adoption.Offices, adoption.Endings, cancellation);
            string[] gone = [.. before.Form.Where(f => seen.Add((f.Id, f.Kind))).Select(f => f.Id)];
            var answers = typed(before);
            answers = new(answers.ByField.RemoveRange(answers.ByField.Keys.Where(id => !gone.Contains(id))));
            if (!answers.ByField.IsEmpty)
            {
                await KeepAsync(running.Cycle, measure, number, before, answers, act, cancellation);
                hasAny = true;
            }
        }

        return hasAny;
    }

    private Task<bool> KeepAsync(
        Cycle cycle, string measure, int number, Plan before, Answers typed, Act act, CancellationToken cancellation)
    {
        var key = RecordKeys.Kept(measure, number);
        var labels = string.Join('、', before.Form.Where(f => typed.ByField.ContainsKey(f.Id)).Select(f => f.Label));
        return ledger.ChangeAsync(
            cycle.Id,
            act with { RequestId = $"{act.RequestId}/{key}" },
            clock.GetUtcNow(),
            "様式にない回答の保存",
            RecordKeys.SheetSubject(measure),
            DecideAsync,
            cancellation);

        async Task<Change?> DecideAsync()
        {
            var found = await store.FindAsync<KeptAnswers>(cycle.Id, key, cancellation);
            var standing = found is null ? Answers.None : AnswersJson.ReadFitting(before.Form, found.Value.Answers);
            var json = AnswersJson.Write(new Answers(standing.ByField.SetItems(typed.ByField)));
            return json == found?.Value.Answers
                ? null
                : new Change(
                    [TypedRecords.Put(key, found, new KeptAnswers(cycle.Adoptions!.Value[number - 1].Edition, json, clock.GetUtcNow()))], null, null)
                {
                    Note = $"計画の変更でなくなった欄「{labels}」への入力を残しました。",
                };
        }
    }
}
