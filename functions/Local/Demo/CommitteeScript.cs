using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Local.Demo;

/// <summary>
/// The year up to a morning of the committee's stage. Five members are held back from the year's course, so that a ballot is there in
/// every state: untouched, begun, nearly done, handed in, and changed since it was handed in.
/// </summary>
internal sealed class CommitteeScript
{
    private const int FewItems = 3;

    private readonly DemoData _data;
    private readonly string _cycleId;
    private readonly ImmutableDictionary<string, ImmutableSortedDictionary<int, Vote>> _votes;
    private readonly List<ScriptedAct> _acts = [];

    private CommitteeScript(DemoData data)
    {
        _data = data;
        _cycleId = Cycle.IdOf(data.Plan.Id, data.Cycle.Year);
        _votes = BallotsByMean.Deal(data.Plan.Committee, data.Opinions, new SeededRandom(SampleStop.Seed));
    }

    /// <summary>Who has not begun.</summary>
    public static Member Untouched(Plan plan) => Other(plan, 0);

    /// <summary>Who has a few items as a draft.</summary>
    public static Member Begun(Plan plan) => Other(plan, 1);

    /// <summary>Who has nearly all of them, as a draft.</summary>
    public static Member NearlyDone(Plan plan) => Other(plan, 2);

    /// <summary>Who has handed in.</summary>
    public static Member HandedIn(Plan plan) => Other(plan, 3);

    /// <summary>Who has handed in and changed something since.</summary>
    public static Member Changed(Plan plan) => Other(plan, 4);

    /// <summary>The acts up to a moment, in the order of time.</summary>
    public static ImmutableArray<ScriptedAct> Write(DemoData data, DateTimeOffset until)
    {
        var plan = data.Plan;
        var script = new CommitteeScript(data);
        Member[] own = [Untouched(plan), Begun(plan), NearlyDone(plan), HandedIn(plan), Changed(plan)];
        script._acts.AddRange(SampleStop.YearUntil(data, until).Where(act => !own.Any(m => act.Id == $"ballot-{m.Id}")));
        script.WriteDraft(Begun(plan), day: 5, FewItems, "draft");
        script.WriteDraft(NearlyDone(plan), day: 8, plan.Items.Length - FewItems, "draft");
        script.WriteSubmitted(HandedIn(plan), day: 7);
        script.WriteSubmitted(Changed(plan), day: 6);
        script.WriteDraft(Changed(plan), day: 9, plan.Items.Length - 1, "change");
        return [.. script._acts.OrderBy(a => a.At).ThenBy(a => a.Id, StringComparer.Ordinal)];
    }

    // The chair is left to the year's course.
    private static Member Other(Plan plan, int index) => plan.Committee.Members.Where(m => !m.IsChair).ElementAt(index);

    private void WriteDraft(Member member, int day, int items, string what) =>
        Add(member, day, what, async (people, act, cancellation) =>
        {
            var paper = await people.Ballots.GetAsync(_cycleId, member.Id, cancellation);
            var votes = _votes[member.Id].Take(items).ToImmutableSortedDictionary();
            await people.Ballots.SaveDraftAsync(_cycleId, member.Id, votes, paper.ETag, act, cancellation);
        });

    private void WriteSubmitted(Member member, int day) =>
        Add(member, day, "submit", (people, act, cancellation) =>
            people.Ballots.SubmitAsync(_cycleId, member.Id, _votes[member.Id], etag: null, act, people.Client, cancellation));

    private void Add(Member member, int day, string what, Func<People, Act, CancellationToken, Task> play)
    {
        var at = JapanTime.At(new BusinessCalendar([]).AddBusinessDays(_data.Cycle.Committee!.Opens, day), new TimeOnly(14, 0));
        var id = $"{member.Id}-sample-{what}";
        _acts.Add(new ScriptedAct(at, id, (people, cancellation) => play(people, new Act($"script-{id}", $"member:{member.Id}"), cancellation)));
    }
}
