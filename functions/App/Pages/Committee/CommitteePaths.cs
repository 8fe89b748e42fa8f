using System.Globalization;

namespace GyoseiFlow.App.Pages.Committee;

/// <summary>Where the members' pages are. Whose ballot it is, is never in an address.</summary>
internal static class CommitteePaths
{
    /// <summary>One item of a ballot.</summary>
    public static string Item(string cycleId, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{PagePaths.Ballot(cycleId)}/items/{number}");

    /// <summary>All at a glance, and handing in.</summary>
    public static string Check(string cycleId) => PagePaths.Ballot(cycleId) + "/check";

    /// <summary>The document that the chair reads.</summary>
    public static string Document(string cycleId) => PagePaths.Approval(cycleId) + "/document";
}
