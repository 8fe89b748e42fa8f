namespace GyoseiFlow.App.Orchestration;

/// <summary>What an orchestration knew when it last looked, so that the heartbeat can tell when it missed something.</summary>
/// <param name="SeenRevision">The revision that it saw.</param>
/// <param name="NextMoment">When it meant to look again by the calendar, or null.</param>
internal sealed record Watch(int SeenRevision, DateTimeOffset? NextMoment)
{
    /// <summary>Whether a change was missed, or a moment has passed without being acted on.</summary>
    public bool IsLate(int revision, DateTimeOffset now) => revision != SeenRevision || NextMoment < now - Grace;

    // A timer that is a little late is no fault.
    private static TimeSpan Grace => TimeSpan.FromMinutes(10);
}
