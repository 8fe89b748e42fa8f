using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Committee;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Pages.Secretariat;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Pages.CommitteeStage;

/// <summary>Acts on several ballots: whom it touches is shown first, then it is done, then what became of each.</summary>
public sealed class ManyBallotsFunctions(
    FrontDesk desk, ManyBallotsDesk many, BallotsReader ballots, IRecordStore store, BusinessCalendar calendar)
{
    // The preview comes before the reason, which no refusal depends on.
    private const string ReasonToCome = "-";

    /// <summary>
    /// What an act would do to the chosen ballots, or the form for the day that it needs to know. All of it is in the address, so that one
    /// can leave the page and come back.
    /// </summary>
    [Function("ManyBallotsPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/cycles/{cycleId}/ballots/many")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, _) = await visit.AsSecretariatAsync(cycleId, cancellation);
            if (BallotAct.Of(request.Query["act"]) is not { } act || act == BallotAct.CloseStage)
            {
                return await visit.MissingAsync();
            }

            var typed = TypedBallotAct.Of(act, request.Query);
            if (request.Query.ContainsKey("again"))
            {
                return await PageAsync(visit, running, typed, isConfirming: false, [], cancellation);
            }

            // Without any day it is only now asked for; that is no mistake yet.
            var problems = request.Query.ContainsKey("due") ? typed.DayProblem : [];
            var isAsking = await QuestionAsync(running, typed, visit.Today, cancellation) is not null;
            return await PageAsync(visit, running, typed, isConfirming: typed.DayProblem.IsEmpty && !isAsking, problems, cancellation, isAsking);
        }, cancellation);

    /// <summary>Does what was shown.</summary>
    [Function("ManyBallots")]
    public Task<IResult> Take(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "secretariat/cycles/{cycleId}/ballots/many")] HttpRequest request,
        string cycleId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (running, grant) = await visit.AsSecretariatAsync(cycleId, cancellation);
            if (BallotAct.Of(form["act"]) is not { } act || act == BallotAct.CloseStage)
            {
                return await visit.MissingAsync();
            }

            var typed = TypedBallotAct.Of(act, form);
            if (typed.Members.IsEmpty || !typed.DayProblem.IsEmpty || !typed.ReasonProblem.IsEmpty)
            {
                return await PageAsync(
                    visit, running, typed, isConfirming: typed.DayProblem.IsEmpty, [.. typed.DayProblem, .. typed.ReasonProblem], cancellation);
            }

            if (await QuestionAsync(running, typed, visit.Today, cancellation) is not null)
            {
                return await PageAsync(visit, running, typed, isConfirming: false, [], cancellation, isAsking: true);
            }

            await DoAsync(cycleId, typed, visit.Act(form, grant), client, cancellation);
            return new SeeOther(BallotsDone.Path(cycleId, act, typed.Members, typed.Due, form.RequestId));
        }, cancellation);

    /// <summary>What was done and what was refused. It is read from the log, so that reloading does nothing again.</summary>
    [Function("ManyBallotsDonePage")]
    public Task<IResult> ShowDone(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/cycles/{cycleId}/ballots/many/done")] HttpRequest request,
        string cycleId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (running, grant) = await visit.AsSecretariatAsync(cycleId, cancellation);
            if (BallotAct.Of(request.Query["act"]) is not { } act)
            {
                return await visit.MissingAsync();
            }

            var typed = TypedBallotAct.Of(act, request.Query);
            ImmutableArray<string> known = [.. (await ChosenAsync(running, typed, visit.Today, cancellation)).Select(s => s.Member.Id)];
            var refusals = (await PreviewAsync(cycleId, typed with { Members = known }, cancellation))
                .Where(t => t.Refusal is not null).ToDictionary(t => t.Before.Member, t => t.Refusal!.Message, StringComparer.Ordinal);
            var asked = new Act(request.Query["request"].ToString(), grant.ActorName(visit.Visitor.Person));
            var results = ImmutableArray.CreateBuilder<BallotResult>();
            foreach (var member in typed.Members)
            {
                var done = await OneByOne.FindAsync(store, cycleId, asked, member, cancellation);
                var isDone = done is not null;
                var due = act == BallotAct.Extend && done?.After is { } after ? RecordJson.Read<Ballot>(after).Due : (DateOnly?)null;
                results.Add(new BallotResult(member, isDone, due, isDone ? null
                    : !known.Contains(member) ? new BallotMustExist(member).Message
                    : act == BallotAct.CloseStage ? "締め切る前に提出されました。提出された評価は、そのまま集計します。"
                    : refusals.GetValueOrDefault(member) ?? "確認の画面を開いた後に状態が変わったため、実行しませんでした。内容を確認して、やり直してください。"));
            }

            return await visit.PageAsync<BallotsDonePage>(new()
            {
                [nameof(BallotsDonePage.Running)] = running,
                [nameof(BallotsDonePage.Act)] = act,
                [nameof(BallotsDonePage.Results)] = results.ToImmutable(),
            });
        }, cancellation);

    private async Task<DeadlineShouldFitTheCalendar?> QuestionAsync(
        RunningCycle running, TypedBallotAct typed, DateOnly today, CancellationToken cancellation) =>
        typed.Act.MissingReason is null ? null : Question(running, typed, today, await ChosenAsync(running, typed, today, cancellation));

    // A day that is later for none of them is refused for all.
    private DeadlineShouldFitTheCalendar? Question(
        RunningCycle running, TypedBallotAct typed, DateOnly today, ImmutableArray<BallotStanding> chosen) => typed.Act.MissingReason is null
        ? null
        : typed.Due.QuestionOfBallot(calendar, running.Calendar, today, chosen.Min(s => (DateOnly?)s.Ballot.Due));

    private async Task<ImmutableArray<BallotStanding>> ChosenAsync(
        RunningCycle running, TypedBallotAct typed, DateOnly today, CancellationToken cancellation) =>
        [.. (await ballots.GetAsync(running, today, cancellation)).Where(s => typed.Members.Contains(s.Member.Id))];

    private async Task<IResult> PageAsync(
        Visit visit,
        RunningCycle running,
        TypedBallotAct typed,
        bool isConfirming,
        ImmutableArray<(string Field, string Message)> problems,
        CancellationToken cancellation,
        bool isAsking = false)
    {
        var standings = await ChosenAsync(running, typed, visit.Today, cancellation);
        string[] known = [.. standings.Select(s => s.Member.Id)];
        ImmutableArray<TouchedBallot> touched = isConfirming
            ? await PreviewAsync(running.Cycle.Id, typed with { Members = [.. known] }, cancellation)
            : [.. standings.Select(s => new TouchedBallot(s.Ballot, s.Ballot, null))];
        // A day that was insisted on is shown with what there is to know.
        var question = Question(running, isConfirming ? typed with { Due = typed.Due with { IsSure = false } } : typed, visit.Today, standings);
        return await visit.PageAsync<ManyBallotsPage>(
            new()
            {
                [nameof(ManyBallotsPage.Running)] = running,
                [nameof(ManyBallotsPage.Typed)] = typed,
                [nameof(ManyBallotsPage.Standings)] = standings,
                [nameof(ManyBallotsPage.Touched)] = touched,
                [nameof(ManyBallotsPage.Unknown)] = typed.Members.Except(known).ToImmutableArray(),
                [nameof(ManyBallotsPage.IsConfirming)] = isConfirming,
                [nameof(ManyBallotsPage.Problems)] = problems,
                [nameof(ManyBallotsPage.Question)] = problems.IsEmpty && (isConfirming || isAsking) ? question : null,
                [nameof(ManyBallotsPage.Mails)] = isConfirming && typed.Act == BallotAct.Extend ? MailChangesOf(running, touched, visit.Now) : null,
            },
            problems.IsEmpty && known.Length > 0 && !isAsking ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private MailChanges MailChangesOf(RunningCycle running, ImmutableArray<TouchedBallot> touched, DateTimeOffset now)
    {
        TouchedBallot[] doable = [.. touched.Where(t => t.After is not null)];
        return MailChanges.Between(
            [.. doable.SelectMany(t => ComingMails.Of(running.Calendar, calendar, t.Before, now))],
            [.. doable.SelectMany(t => ComingMails.Of(running.Calendar, calendar, t.After!, now))]);
    }

    private Task<ImmutableArray<TouchedBallot>> PreviewAsync(string cycleId, TypedBallotAct typed, CancellationToken cancellation) =>
        typed.Act != BallotAct.Extend ? many.PreviewRemindAsync(cycleId, typed.Members, cancellation)
        : typed.Due.Day is { } due ? many.PreviewExtendAsync(cycleId, typed.Members, ReasonToCome, due, cancellation)
        : Task.FromResult(ImmutableArray<TouchedBallot>.Empty);

    private Task<ImmutableArray<Outcome>> DoAsync(
        string cycleId, TypedBallotAct typed, Act act, DurableTaskClient client, CancellationToken cancellation) =>
        typed.Act == BallotAct.Extend
            ? many.ExtendManyAsync(cycleId, typed.Members, typed.Reason, typed.Due.Day!.Value, act, client, cancellation)
            : many.RemindNowAsync(cycleId, typed.Members, act, client, cancellation);
}

/// <summary>What became of one ballot.</summary>
/// <param name="Member">The member's id, as the address has it.</param>
/// <param name="IsDone">Whether it was done.</param>
/// <param name="Due">The deadline that it has got by it, or null.</param>
/// <param name="Why">Why not, or null.</param>
public sealed record BallotResult(string Member, bool IsDone, DateOnly? Due, string? Why);
