using GyoseiFlow.App.Cycles;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>
/// The way back to the list that one came from, with what it was narrowed to. An address can be written by anyone, so that it never says
/// where to go: only the board's own conditions are taken from it.
/// </summary>
internal static class WayBack
{
    /// <summary>Its name in addresses and forms.</summary>
    public const string Name = "from";

    /// <summary>What it says where one came from the calendar.</summary>
    public const string FromCalendar = "calendar";

    /// <summary>What a request says of it; empty when it says nothing.</summary>
    public static string Given(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Query[Name].ToString() is { Length: > 0 } asked ? asked
            : request.HasFormContentType ? request.Form[Name].ToString()
            : "";
    }

    /// <summary>As one more part of an address's query; nothing for nothing.</summary>
    public static string Parameter(string from) => from.Length == 0 ? "" : $"&{Name}={Uri.EscapeDataString(from)}";

    /// <summary>As an address's query; nothing for nothing.</summary>
    public static string Query(string from) => from.Length == 0 ? "" : $"?{Name}={Uri.EscapeDataString(from)}";

    /// <summary>The same of what a request says.</summary>
    public static string Query(HttpRequest request) => Query(Given(request));

    /// <summary>The page to go back to, and what the link says.</summary>
    public static (string Path, string Label) Of(HttpRequest request, RunningCycle running)
    {
        ArgumentNullException.ThrowIfNull(running);
        var given = Given(request);
        return given == FromCalendar
            ? (SecretariatPaths.Calendar(running.Cycle.Id), "予定に戻る")
            : (Board(given, running), "進捗に戻る");
    }

    /// <summary>The board, with as much of the conditions as it has.</summary>
    public static string Board(string from, RunningCycle running, string more = "")
    {
        ArgumentNullException.ThrowIfNull(running);
        var query = BoardQuery.Of(new QueryCollection(QueryHelpers.ParseQuery(from)), running.Plan).With();
        var all = more.Length == 0 ? query : query.Length == 0 ? $"?{more.TrimStart('&')}" : query + more;
        return PagePaths.Board(running.Cycle.Id) + all + (all.Length == 0 ? "" : "#sheets-title");
    }
}
