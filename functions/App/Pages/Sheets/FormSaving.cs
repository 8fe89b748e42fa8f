using System.Collections.Immutable;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;

namespace GyoseiFlow.App.Pages.Sheets;

/// <summary>Saves what a form of answers holds together with what was saved elsewhere since the form was read.</summary>
internal static class FormSaving
{
    // Each lost race means that somebody else saved.
    private const int MaxTries = 10;

    /// <summary>Saves the form, unless there is something to choose first.</summary>
    /// <param name="plan">The plan with the form.</param>
    /// <param name="form">What was sent.</param>
    /// <param name="read">What stands now.</param>
    /// <param name="save">Saves answers in the place of what has this ETag; throws <see cref="DraftConflictException"/> when that is gone.</param>
    public static async Task<SavedForm> SaveAsync(
        Plan plan, PostedForm form, Func<Task<Draft>> read, Func<Answers, string, Task<Draft>> save)
    {
        for (var tries = 1; ; tries++)
        {
            var theirs = await read();
            var chosen = ChosenAnswers.Read(plan, form, theirs.Answers);
            var merged = AnswerMerge.Of(plan, chosen.Start, chosen.Answers, theirs.Answers);
            ImmutableArray<Contest> contests = [.. chosen.Open.Concat(merged.Contests).DistinctBy(c => c.Name, StringComparer.Ordinal)];
            if (!contests.IsEmpty)
            {
                return new(chosen.Answers, merged.Answers, theirs, contests);
            }

            try
            {
                var saved = await save(merged.Answers, theirs.ETag);
                // The same click as before, but other words: it was done before and is not done now.
                return new(chosen.Answers, merged.Answers, saved, AnswerMerge.Of(plan, start: null, merged.Answers, saved.Answers).Contests);
            }
            catch (DraftConflictException) when (tries < MaxTries)
            {
                // Somebody else was first: put it together with that.
            }
        }
    }

    /// <summary>What was typed into a form since it was read: the fields of which any control holds something else now.</summary>
    public static Answers ChangedSince(Plan plan, PostedForm form)
    {
        var (start, typed) = (FormStart.Read(form), TypedAnswers.Read(plan, form));
        return new(typed.ByField.RemoveRange(plan.Form.Where(field => !form.Fields.Any(sent => IsChanged(field, sent))).Select(f => f.Id)));

        bool IsChanged(FormField field, KeyValuePair<string, string> sent) =>
            (sent.Key == TypedAnswers.NameOf(field) || sent.Key.StartsWith(TypedAnswers.NameOf(field) + ".", StringComparison.Ordinal))
            && start?[sent.Key] != FormStart.Mark(sent.Value);
    }
}

/// <summary>What became of a form.</summary>
/// <param name="Typed">What stood in it.</param>
/// <param name="Merged">That, with what others changed.</param>
/// <param name="Saved">What was saved last, by this form or another.</param>
/// <param name="Contests">What is to be chosen before it can be saved; empty when it is saved.</param>
internal sealed record SavedForm(Answers Typed, Answers Merged, Draft Saved, ImmutableArray<Contest> Contests)
{
    /// <summary>Whether what was saved has more in it than the form had.</summary>
    public bool HasMore => !TypedAnswers.AreSame(Typed, Merged);

    /// <summary>The form to show when there is something to choose.</summary>
    public TypedSheet ToChoose(Plan plan) =>
        new(Merged, FormStart.Of(plan, Saved.Answers).ToString()) { Contests = Contests, Theirs = Saved };

    /// <summary>What the script hears that saved by itself.</summary>
    /// <param name="plan">The plan with the form.</param>
    /// <param name="me">The one who typed, as the audit log names them.</param>
    /// <param name="now">When.</param>
    /// <param name="hasLate">Whether the form has fields that a changed plan has no more.</param>
    public IResult ToJson(Plan plan, string me, DateTimeOffset now, bool hasLate = false) => Contests.IsEmpty
        // The form keeps what it has: what it was read from is now that.
        ? Results.Json(
            new
            {
                start = FormStart.Of(plan, Typed).ToString(),
                message = $"保存しました {SheetWords.Clock(now)}"
                    + (hasLate ? "（計画の変更で様式が変わりました。なくなった欄への入力も残しました。画面を開き直してください）" : "")
                    + (HasMore ? "（ほかで保存された内容も残っています。画面を開き直すと見られます）" : "")
                    + string.Concat(AnswerCheck.Unread(plan, Typed).Select(p => $" ＊{p.Message}")),
            },
            RecordJson.Options)
        : Results.Json(
            new { conflict = true, message = $"まだ保存していません。{SheetWords.Saved(plan, Saved, me, now)}と違うところがあります。" },
            RecordJson.Options,
            statusCode: StatusCodes.Status409Conflict);
}
