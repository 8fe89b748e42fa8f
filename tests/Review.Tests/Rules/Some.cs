using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Rules;

/// <summary>A sheet, a ballot and a cycle to try rules on, on 10 April 2025.</summary>
internal static class Some
{
    public static readonly DateOnly Today = new(2025, 4, 10);
    public static readonly DateOnly Due = new(2025, 4, 25);

    public static DateTimeOffset Now { get; } = JapanTime.At(Today, new TimeOnly(9, 0));

    public static Sheet Sheet { get; } = Sheet.Opened("1", ["zaisei"], Due, Now);

    public static Sheet Submitted { get; } = Sheet.Submitted();

    public static Ballot Ballot { get; } = Ballot.Opened("m1", Due, Now);

    public static Cycle Cycle { get; } = Cycle.Opened("town", 1, new FiscalYear(2024));

    public static Sheet In(SheetState state) => Sheet with { State = state };

    public static ImmutableArray<string> Departments(int count) => [.. Enumerable.Range(1, count).Select(i => $"department-{i}")];
}

/// <summary>The rule that an act broke.</summary>
internal static class Refused
{
    public static BrokenRule By(Func<object> act) => Assert.Throws<RuleBrokenException>(act).Rule;
}
