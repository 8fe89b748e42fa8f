using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Local.Demo;

/// <summary>Where in the year a sample stops, for people to go on by hand.</summary>
/// <param name="Name">As it is typed on the command line.</param>
/// <param name="Label">What is going on then.</param>
/// <param name="Until">The moment.</param>
/// <param name="Write">What happens up to that moment, in the order of time.</param>
internal sealed record SampleStop(
    string Name, string Label, Func<DemoData, DateTimeOffset> Until, Func<DemoData, ImmutableArray<ScriptedAct>> Write)
{
    /// <summary>The seed of the year's course in every sample.</summary>
    public const ulong Seed = 1;

    private static readonly BusinessCalendar s_calendar = new([]);

    /// <summary>The middle of the departments' stage.</summary>
    public static SampleStop April { get; } = new("april", "自己評価の途中", SampleScript.Until, SampleScript.Write);

    /// <summary>The committee's stage, a week before its deadline.</summary>
    public static SampleStop Committee { get; } = new(
        "committee", "委員評価の途中", data => Morning(data.Cycle.Committee!.Due, -5), data => CommitteeScript.Write(data, Morning(data.Cycle.Committee!.Due, -5)));

    /// <summary>All ballots are in, and the secretariat has not begun.</summary>
    public static SampleStop Opinions { get; } = new(
        "opinions", "意見とりまとめの始め", data => Morning(data.Cycle.Committee!.Due, 5), data => YearUntil(data, Morning(data.Cycle.Committee!.Due, 5)));

    /// <summary>The morning after publication.</summary>
    public static SampleStop Published { get; } = new(
        "published", "意見書を公表した翌日", data => Morning(data.Cycle.Publication, 1), data => YearUntil(data, Morning(data.Cycle.Publication, 1)));

    /// <summary>All of them, in the order of the year.</summary>
    public static ImmutableArray<SampleStop> All { get; } = [April, Committee, Opinions, Published];

    /// <summary>The one of a name.</summary>
    public static SampleStop Of(string name) => All.Single(stop => stop.Name == name);

    /// <summary>The year's own course, up to a moment.</summary>
    public static ImmutableArray<ScriptedAct> YearUntil(DemoData data, DateTimeOffset until) =>
        [.. YearScript.Write(data, Seed).Where(act => act.At <= until)];

    private static DateTimeOffset Morning(DateOnly day, int businessDays) =>
        JapanTime.At(s_calendar.AddBusinessDays(day, businessDays), new TimeOnly(10, 0));
}
