using System.Globalization;
using System.Text;
using GyoseiFlow.Documents.Spreadsheets;
using GyoseiFlow.Local.Commands.Scores;
using GyoseiFlow.Local.Storage;

namespace GyoseiFlow.Local.Commands.Import;

/// <summary>A city's list as it is in its file.</summary>
/// <param name="Rows">Those with something in them.</param>
/// <param name="Read">How it was read, for people.</param>
internal sealed record ListFile(IReadOnlyList<ListRow> Rows, string Read)
{
    private const int Largest = 5 * 1024 * 1024;
    private const int MostRows = 10_000;
    private const int MostColumns = 200;
    private const int ShiftJis = 932;

    /// <summary>Reads .xlsx, or .csv in UTF-8 or Shift_JIS.</summary>
    /// <exception cref="CommandFailure">It can't be read.</exception>
    public static async Task<ListFile> ReadAsync(string path, CancellationToken cancellation)
    {
        return Of(path, await BytesAsync(path, cancellation));
    }

    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="CommandFailure">They can't be read.</exception>
    internal static ListFile Of(string path, byte[] bytes)
    {
        return bytes.AsSpan().StartsWith("PK"u8) || path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) ? OfBook(path, bytes) : OfCsv(path, bytes);
    }

    private static async Task<byte[]> BytesAsync(string path, CancellationToken cancellation)
    {
        try
        {
            var file = new FileInfo(path);
            return !file.Exists ? throw new CommandFailure($"{path}: 一覧のファイルがありません。ファイルの場所と名前を確かめてください。")
                : file.Length > Largest ? throw new CommandFailure($"{path}: ファイルが大きすぎます（5MBまで）。")
                : await File.ReadAllBytesAsync(path, cancellation);
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            throw new CommandFailure($"{path}: 一覧を読めません（{DiskTrouble.Reason(e)}）。", e);
        }
    }

    private static ListFile OfBook(string path, byte[] bytes)
    {
        try
        {
            var sheets = ReadBook.Read(bytes).Sheets.Where(s => !s.IsHidden && s.Cells.Length > 0).ToList();
            var sheet = sheets.Count > 0 ? sheets[0] : throw new CommandFailure($"{path}: 何も書かれていません。1行目に列の名前、2行目から一覧を書いてください。");
            var rest = sheets.Count > 1 ? $"。ほかのワークシート（{string.Join("、", sheets.Skip(1).Select(s => s.Name))}）は読みません" : "";
            return new ListFile(
                [.. sheet.Cells.GroupBy(c => c.Row).OrderBy(g => g.Key).Select((g, at) => Row(path, sheet, g.Key, at, [.. g])).Where(r => !r.IsBlank)],
                $"ワークシート「{sheet.Name}」を読みました{rest}。");
        }
        catch (RefusedFileException refused)
        {
            throw new CommandFailure($"{path}: {refused.Message}", refused);
        }
    }

    private static ListRow Row(string path, ReadSheet sheet, int number, int at, IReadOnlyCollection<ReadCell> cells)
    {
        var columns = cells.Max(c => c.Column);
        if (at >= MostRows || columns > MostColumns)
        {
            throw TooMany(path);
        }

        var texts = new string[columns];
        Array.Fill(texts, "");
        foreach (var cell in cells)
        {
            texts[cell.Column - 1] = cell.Kind switch
            {
                ReadCellKind.Text => cell.Text,
                ReadCellKind.Number when double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) =>
                    value.ToString("G15", CultureInfo.InvariantCulture),
                ReadCellKind.Date => throw new CommandFailure(
                    $"{path}「{sheet.Name}」の{cell.Address}: 日付の形になっています（1-1が1月1日になっていないか確かめてください）。文字として入れ直してください。"),
                ReadCellKind.Formula => throw new CommandFailure($"{path}「{sheet.Name}」の{cell.Address}: 数式は読めません。値の貼り付けで値にしてください。"),
                _ => throw new CommandFailure($"{path}「{sheet.Name}」の{cell.Address}: 文字でも数でもない値です。文字として入れ直してください。"),
            };
        }

        return new ListRow(
            column => column < 0 ? $"{path}「{sheet.Name}」の{number}行目" : $"{path}「{sheet.Name}」の{ReadCell.AddressOf(number, column + 1)}", texts);
    }

    private static ListFile OfCsv(string path, byte[] bytes)
    {
        var (text, encoding) = Decode(path, bytes);
        var rows = new List<ListRow>();
        foreach (var (at, record) in new CsvText(text).Records().Index())
        {
            if (at >= MostRows || record.Fields.Count > MostColumns)
            {
                throw TooMany(path);
            }

            if (record.IsBlank)
            {
                continue;
            }

            var line = record.Line.ToString(CultureInfo.InvariantCulture);
            rows.Add(record.Problem is { } problem
                ? throw new CommandFailure($"{path}:{line}: {problem}")
                : new ListRow(column => column < 0 ? $"{path}:{line}" : $"{path}:{line}の{column + 1}列目", record.Fields));
        }

        return new ListFile(rows, $"文字コードは{encoding}として読みました。");
    }

    private static CommandFailure TooMany(string path) =>
        new($"{path}: 一覧が大きすぎます（{MostRows:#,0}行、{MostColumns}列まで）。使っていない行や列を削除してください。");

    // Japanese text in Shift_JIS is practically never sound UTF-8, so the stricter goes first. Nothing is replaced by "?".
    private static (string Text, string Name) Decode(string path, byte[] bytes)
    {
        var span = bytes.AsSpan();
        if (span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || span.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || span.Contains((byte)0))
        {
            throw Unknown(path, inner: null);
        }

        var hasMark = span.StartsWith(Encoding.UTF8.Preamble);
        try
        {
            return (new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(hasMark ? span[3..] : span), hasMark ? "UTF-8（BOM付き）" : "UTF-8");
        }
        catch (DecoderFallbackException) when (!hasMark)
        {
            return (DecodeShiftJis(path, bytes), "Shift_JIS");
        }
        catch (DecoderFallbackException e)
        {
            throw Unknown(path, e);
        }
    }

    private static string DecodeShiftJis(string path, byte[] bytes)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(ShiftJis, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!
                .GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw Unknown(path, e);
        }
    }

    private static CommandFailure Unknown(string path, Exception? inner) =>
        new($"{path}: 文字コードがUTF-8でもShift_JISでもありません。Excelの「名前を付けて保存」で「CSV UTF-8」を選ぶか、.xlsxで保存してください。", inner);
}
