using System.Globalization;

namespace GyoseiFlow.Documents.Data;

/// <summary>A form's ids as names of files and columns: lower_snake_case, and no name twice.</summary>
internal sealed class FieldNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> taken = new(taken, StringComparer.Ordinal);

    /// <summary>issue_note for issueNote; with a number behind it where the name is taken.</summary>
    public string Next(string id)
    {
        var name = string.Concat(id.Select((c, at) =>
            char.IsAsciiLetterUpper(c) ? (at > 0 ? "_" : "") + char.ToLowerInvariant(c)
            : char.IsAsciiLetterOrDigit(c) ? c.ToString() : "_"));
        var free = name;
        for (var number = 2; !taken.Add(free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
        }

        return free;
    }
}
