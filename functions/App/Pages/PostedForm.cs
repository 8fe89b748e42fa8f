using System.Collections.Immutable;
using System.Text;
using GyoseiFlow.App.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GyoseiFlow.App.Pages;

/// <summary>
/// What a form sent. Line ends are LF; characters that nobody can type (NUL and other controls) are taken out, everything else stays as
/// it was typed.
/// </summary>
public sealed class PostedForm
{
    /// <summary>The field that tells one click from the next.</summary>
    public const string RequestField = "request";

    /// <summary>What a person can have typed into one form, as it is sent, in bytes.</summary>
    public const int LargestTyped = 4 * 1024 * 1024;

    // A department's filled workbooks, percent-encoded, on their way from the preview; less than Kestrel takes, which only hangs up. In bytes.
    private const int Largest = 25_000_000;

    // A table of hundreds of rows has thousands of cells.
    private static readonly FormOptions Limits = new() { ValueCountLimit = 20_000, MultipartBodyLengthLimit = Largest };

    private readonly ImmutableArray<KeyValuePair<string, string>> _fields;

    private PostedForm(string? token, string requestId, ImmutableArray<KeyValuePair<string, string>> fields)
    {
        Token = token;
        RequestId = requestId;
        _fields = fields;
    }

    /// <summary>The form's proof that it is ours.</summary>
    public string? Token { get; }

    /// <summary>Which click this is; the same when it is sent twice.</summary>
    public string RequestId { get; }

    /// <summary>Whether nothing was typed.</summary>
    public bool IsEmpty => _fields.All(f => string.IsNullOrWhiteSpace(f.Value));

    /// <summary>Every field but the machinery's, in the order of the form.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Fields => _fields;

    /// <summary>A field's text; empty when it is missing.</summary>
    public string this[string name] => _fields.FirstOrDefault(f => f.Key == name).Value ?? "";

    /// <summary>Whether the form had the field, blank or not.</summary>
    public bool Has(string name) => _fields.Any(f => f.Key == name);

    /// <summary>A field's texts, where it can be sent several times (check boxes).</summary>
    public ImmutableArray<string> All(string name) => [.. _fields.Where(f => f.Key == name).Select(f => f.Value)];

    /// <summary>Reads the form, or null when it is none, too big, or cut off.</summary>
    public static async Task<PostedForm?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            await DropNulAsync(request, cancellation);
            var form = await request.ReadFormAsync(Limits, cancellation);
            var fields = form
                .Where(f => f.Key is not (FormTokens.Field or RequestField))
                .SelectMany(f => f.Value.Select(v => KeyValuePair.Create(Clean(f.Key), Clean(v ?? ""))));
            return new PostedForm(form[FormTokens.Field], RequestIdOf(form[RequestField]), [.. fields]);
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or InvalidDataException or IOException or BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>An id for the next click.</summary>
    public static string NewRequestId() => Secrets.New()[..32];

    // ASP.NET takes no form with a NUL in it, and all that was typed would be lost with it.
    private static async Task DropNulAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
        {
            return;
        }

        var body = await CopyAsync(request.Body, cancellation);
        var sent = body.GetBuffer().AsSpan(0, (int)body.Length);
        var kept = 0;
        for (var i = 0; i < sent.Length; i++)
        {
            if (sent[i..].StartsWith("%00"u8))
            {
                i += 2;
            }
            else if (sent[i] != 0)
            {
                sent[kept++] = sent[i];
            }
        }

        body.SetLength(kept);
        body.Position = 0;
        request.Body = body;
    }

    private static async Task<MemoryStream> CopyAsync(Stream from, CancellationToken cancellation)
    {
        var body = new MemoryStream();
        var part = new byte[81_920];
        while (await from.ReadAsync(part, cancellation) is var read and > 0)
        {
            body.Write(part, 0, read);
            if (body.Length > Largest)
            {
                throw new InvalidDataException($"The form is larger than {Largest} bytes.");
            }
        }

        return body;
    }

    // Without a usable id it is a click of its own.
    private static string RequestIdOf(string? posted) =>
        posted is { Length: 32 } && posted.All(char.IsAsciiHexDigitLower) ? posted : NewRequestId();

    private static string Clean(string text)
    {
        var unified = text.ReplaceLineEndings("\n");
        if (!unified.Any(IsUntypable))
        {
            return unified;
        }

        var clean = new StringBuilder(unified.Length);
        foreach (var rune in unified.EnumerateRunes().Where(r => !(r.IsBmp && IsUntypable((char)r.Value))))
        {
            clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    // Half of a surrogate pair can't be stored as text either: enumerating runes makes it U+FFFD.
    private static bool IsUntypable(char c) => (char.IsControl(c) && c is not ('\n' or '\t')) || char.IsSurrogate(c);
}
