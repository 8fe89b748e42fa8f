using GyoseiFlow.App.Publication;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.App.Pages;

/// <summary>Where the pages are. Mails lead to them too, so addresses say where to go, never who somebody is.</summary>
public static class PagePaths
{
    /// <summary>The start: leads each to their own work.</summary>
    public const string Start = "/";

    /// <summary>Signing in.</summary>
    public const string SignIn = "/sign-in";

    /// <summary>Typing the code that was mailed.</summary>
    public const string SignInCode = "/sign-in/code";

    /// <summary>Signing out (POST).</summary>
    public const string SignOut = "/sign-out";

    /// <summary>A department's tasks.</summary>
    public const string Tasks = "/tasks";

    /// <summary>The secretariat's cycles.</summary>
    public const string Secretariat = "/secretariat";

    /// <summary>The ballots that a member has.</summary>
    public const string Committee = "/committee";

    /// <summary>The public site.</summary>
    public const string Published = "/published/";

    /// <summary>A sheet.</summary>
    public static string Sheet(string cycleId, string measure) => $"/sheets/{Uri.EscapeDataString(cycleId)}/{Uri.EscapeDataString(measure)}";

    /// <summary>What the committee said on a department's items.</summary>
    public static string Feedback(string cycleId) => $"/feedback/{Uri.EscapeDataString(cycleId)}";

    /// <summary>The secretariat's board of a cycle.</summary>
    public static string Board(string cycleId) => $"{Secretariat}/cycles/{Uri.EscapeDataString(cycleId)}";

    /// <summary>A member's ballot.</summary>
    public static string Ballot(string cycleId) => $"{Committee}/{Uri.EscapeDataString(cycleId)}";

    /// <summary>The chair's approval.</summary>
    public static string Approval(string cycleId) => Ballot(cycleId) + "/approval";

    /// <summary>The secretariat's opinions desk.</summary>
    public static string Opinions(string cycleId) => Board(cycleId) + "/opinions";

    /// <summary>A published version's document.</summary>
    public static string Document(Cycle cycle, int version) => $"{Published}{PublishedIndex.AddressOf(cycle, version)}/index.html";

    /// <summary>Whether a path that came from outside stays on this site, and is written as a header can carry it.</summary>
    public static bool IsHere(string? path) =>
        path is ['/', ..] and not (['/', '/' or '\\', ..]) && path.All(c => c is > ' ' and <= '~');
}
