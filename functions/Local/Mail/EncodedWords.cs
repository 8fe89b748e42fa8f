namespace GyoseiFlow.Local.Mail;

/// <summary>Text in mail headers as RFC 2047 wants it: encoded words of at most 75 characters, folded into lines of at most 76.</summary>
internal static class EncodedWords
{
    private const string Start = "=?UTF-8?B?";
    private const string End = "?=";
    private const int LongestLine = 76;
    private const int LongestWord = 75;

    /// <summary>Encodes a text, its words on lines of their own.</summary>
    /// <param name="text">Any Unicode text.</param>
    /// <param name="used">Characters that the first line already has (the header's name).</param>
    public static string Encode(string text, int used)
    {
        var words = new List<string>();
        var bytes = new List<byte>();
        Span<byte> utf8 = stackalloc byte[4];

        // By code point: each word must be readable on its own (RFC 2047, 5 (3)).
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(utf8);
            if (bytes.Count + length > Room(words.Count == 0 ? LongestLine - used : LongestWord))
            {
                words.Add(Word(bytes));
                bytes.Clear();
            }

            bytes.AddRange(utf8[..length]);
        }

        words.Add(Word(bytes));
        return string.Join("\r\n ", words);
    }

    // Base64 makes four characters of three bytes.
    private static int Room(int characters) => (Math.Min(characters, LongestWord) - Start.Length - End.Length) / 4 * 3;

    private static string Word(List<byte> bytes) => Start + Convert.ToBase64String([.. bytes]) + End;
}
