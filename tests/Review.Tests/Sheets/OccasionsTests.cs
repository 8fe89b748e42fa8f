using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Sheets;

public class OccasionsTests
{
    private static readonly BusinessCalendar City = new([]);

    /// <summary>Around Golden Week 2025: 29 April and 3 to 6 May are closed.</summary>
    [Theory]
    [InlineData("2025-04-25", -3, "2025-04-22")]
    [InlineData("2025-04-25", 1, "2025-04-28")]
    [InlineData("2025-04-25", 3, "2025-05-01")]
    [InlineData("2025-04-25", 5, "2025-05-07")]
    [InlineData("2025-05-02", 1, "2025-05-07")]
    [InlineData("2025-05-07", -1, "2025-05-02")]
    [InlineData("2025-05-07", -3, "2025-04-30")]
    [InlineData("2025-05-05", 0, "2025-05-07")]
    [InlineData("2025-12-26", 1, "2026-01-05")]
    public void Of_BusinessDaysFromTheDeadline_AreAtNineInJapan(string due, int days, string expected)
    {
        var occasion = Assert.Single(Occasions.Of(City, Day(due), [days], MailPurpose.Reminder, MailPurpose.Overdue, escalateAfter: null));

        Assert.Equal(JapanTime.At(Day(expected), new TimeOnly(9, 0)), occasion.At);
    }

    [Fact]
    public void Of_RemindersAndEscalation_AreInTheOrderOfTime()
    {
        var occasions = Occasions.Of(City, Day("2025-04-25"), [3, -3, 1], MailPurpose.Reminder, MailPurpose.Overdue, escalateAfter: 2);

        Assert.Equal(["20250425-3", "20250425+1", "20250425+2", "20250425+3"], occasions.Select(o => o.Key));
        Assert.Equal(
            [MailPurpose.Reminder, MailPurpose.Overdue, MailPurpose.Escalation, MailPurpose.Overdue], occasions.Select(o => o.Purpose));
    }

    /// <summary>5 May 2025 is closed: the business day of a deadline on it is the 7th, when it is over.</summary>
    [Theory]
    [InlineData("2025-04-25", -1, MailPurpose.Reminder)]
    [InlineData("2025-04-25", 0, MailPurpose.Reminder)]
    [InlineData("2025-04-25", 1, MailPurpose.Overdue)]
    [InlineData("2025-05-05", 0, MailPurpose.Overdue)]
    public void Of_AfterTheDeadlinesDay_IsOverdue(string due, int days, MailPurpose expected) => Assert.Equal(
        expected,
        Assert.Single(Occasions.Of(City, Day(due), [days], MailPurpose.Reminder, MailPurpose.Overdue, escalateAfter: null)).Purpose);

    [Fact]
    public void Of_AnotherDeadline_HasOtherKeys() => Assert.Empty(
        Occasions.Of(City, Day("2025-04-25"), [-3, 1], MailPurpose.Reminder, MailPurpose.Overdue, 5).Select(o => o.Key)
            .Intersect(Occasions.Of(City, Day("2025-05-09"), [-3, 1], MailPurpose.Reminder, MailPurpose.Overdue, 5).Select(o => o.Key)));

    [Fact]
    public void Of_Nothing_IsNothing() => Assert.Empty(Occasions.Of(City, Day("2025-04-25"), ImmutableArray<int>.Empty, MailPurpose.Reminder, MailPurpose.Overdue, null));

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
