using FsCheck;
using FsCheck.Fluent;

namespace GyoseiFlow.Review.Tests.Calendar;

/// <summary>Generated days for the properties here.</summary>
internal static class Days
{
    public static Gen<DateOnly> Between(DateOnly first, DateOnly last) =>
        Gen.Choose(first.DayNumber, last.DayNumber).Select(DateOnly.FromDayNumber);

    /// <summary>Far enough from both ends of the holidays for a count of some hundred business days.</summary>
    public static Arbitrary<DateOnly> OfBusiness() => Between(new DateOnly(2010, 1, 1), new DateOnly(2096, 12, 31)).ToArbitrary();
}
