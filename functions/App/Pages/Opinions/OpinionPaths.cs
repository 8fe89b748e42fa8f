using System.Globalization;

namespace GyoseiFlow.App.Pages.Opinions;

/// <summary>Where the secretariat's pages about the document are.</summary>
internal static class OpinionPaths
{
    /// <summary>Beginning the working set (POST).</summary>
    public static string Begin(string cycleId) => PagePaths.Opinions(cycleId) + "/begin";

    /// <summary>Sending to the chair (POST).</summary>
    public static string Send(string cycleId) => PagePaths.Opinions(cycleId) + "/send";

    /// <summary>Releasing for publication, in a year without ballots (POST).</summary>
    public static string Release(string cycleId) => PagePaths.Opinions(cycleId) + "/release";

    /// <summary>One item's opinions.</summary>
    public static string Item(string cycleId, int number) => string.Create(CultureInfo.InvariantCulture, $"{PagePaths.Opinions(cycleId)}/items/{number}");

    /// <summary>The document as it stands.</summary>
    public static string Preview(string cycleId) => PagePaths.Board(cycleId) + "/preview";

    /// <summary>The chapters' texts.</summary>
    public static string Texts(string cycleId) => PagePaths.Board(cycleId) + "/texts";

    /// <summary>One chapter's text.</summary>
    public static string Text(string cycleId, string chapter) => $"{Texts(cycleId)}/{chapter}";

    /// <summary>Corrections after publication.</summary>
    public static string Corrections(string cycleId) => PagePaths.Board(cycleId) + "/corrections";

    /// <summary>Correcting a sheet.</summary>
    public static string CorrectSheet(string cycleId, string measure) => $"{Corrections(cycleId)}/sheets/{Uri.EscapeDataString(measure)}";

    /// <summary>Correcting an item's opinions.</summary>
    public static string CorrectItem(string cycleId, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{Corrections(cycleId)}/items/{number}");
}
