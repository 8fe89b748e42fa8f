using System.Globalization;

namespace GyoseiFlow.App.Pages.Groups;

/// <summary>Where the pages of a committee's groups are.</summary>
internal static class GroupPaths
{
    /// <summary>A group's sheets and meetings.</summary>
    public static string Group(string cycleId, string group) => $"{PagePaths.Ballot(cycleId)}/groups/{Uri.EscapeDataString(group)}";

    /// <summary>The group's copy of a sheet.</summary>
    public static string Sheet(string cycleId, string group, string measure) => $"{Group(cycleId, group)}/sheets/{Uri.EscapeDataString(measure)}";

    /// <summary>The record of a meeting, numbered from 1 in order of time; 0 for a new one.</summary>
    public static string Meeting(string cycleId, string group, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Group(cycleId, group)}/meetings/{number}");

    /// <summary>Saying that the work is done.</summary>
    public static string Finish(string cycleId, string group) => Group(cycleId, group) + "/finish";
}
