using GyoseiFlow.App.Pages.Secretariat;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using Microsoft.AspNetCore.Http;

namespace GyoseiFlow.App.Pages;

/// <summary>
/// A deadline as somebody typed it. What a rule asks about it is answered by a button of the page: the next business day instead, or
/// this very day. An answer holds only for the day that was asked about.
/// </summary>
/// <param name="Text">The day as a date field has it, or as typed when it is none; or the day that was chosen instead.</param>
/// <param name="IsSure">Whether this very day is wanted.</param>
public sealed record TypedDeadline(string Text, bool IsSure)
{
    /// <summary>The name of the button that takes the next business day.</summary>
    public const string Instead = "instead";

    /// <summary>The name of the button, or hidden field, that keeps the day.</summary>
    public const string Sure = "sure";

    /// <summary>The day, or null when it is none.</summary>
    public DateOnly? Day => Moments.Day(Text);

    /// <summary>What a form sent.</summary>
    public static TypedDeadline Of(PostedForm form, string field)
    {
        ArgumentNullException.ThrowIfNull(form);
        return Of(form[field], form[Instead], form[Sure]);
    }

    /// <summary>What an address says.</summary>
    public static TypedDeadline Of(IQueryCollection query, string field)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Of(query[field].ToString(), query[Instead].ToString(), query[Sure].ToString());
    }

    private static TypedDeadline Of(string sent, string chosen, string sure)
    {
        // A date field shows nothing else: what was typed by hand must not vanish from the page that comes back.
        var typed = Moments.Day(sent) is { } known ? Moments.Field(known) : sent;
        var text = chosen.Split('>') is [var asked, var instead] && asked == typed ? instead : typed;
        return new TypedDeadline(text, Moments.Day(text) is { } day && sure == Moments.Field(day));
    }

    /// <summary>What is still to be asked about a sheet's deadline, or null.</summary>
    /// <remarks>A day that is refused anyway isn't asked about.</remarks>
    /// <param name="calendar">The city's business days.</param>
    /// <param name="cycle">The cycle's calendar.</param>
    /// <param name="today">Today in Japan.</param>
    /// <param name="former">The deadline that it must be later than, or null.</param>
    public DeadlineShouldFitTheCalendar? Question(BusinessCalendar calendar, CyclePlan cycle, DateOnly today, DateOnly? former) =>
        Asked(cycle, today, former) is { } day ? DeadlineShouldFitTheCalendar.OfSheet(calendar, cycle, day) : null;

    /// <summary>The same of a ballot's deadline.</summary>
    /// <inheritdoc cref="Question"/>
    public DeadlineShouldFitTheCalendar? QuestionOfBallot(BusinessCalendar calendar, CyclePlan cycle, DateOnly today, DateOnly? former) =>
        Asked(cycle, today, former) is { } day ? DeadlineShouldFitTheCalendar.OfBallot(calendar, cycle, day) : null;

    private DateOnly? Asked(CyclePlan cycle, DateOnly today, DateOnly? former) =>
        Day is { } day && !IsSure && day >= today && !(day <= former) && DeadlineMustBeBeforePublication.Allows(cycle, day, today) ? day : null;
}
