using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace GyoseiFlow.Documents.Verification;

/// <summary>A published CSV file, read strictly: what a reader would have to guess at is an error.</summary>
internal sealed record ReadTable(string File, ImmutableArray<string> Columns, ImmutableArray<ReadRow> Rows)
{
    /// <summary>Reads a version's file.</summary>
    /// <exception cref="BrokenDataException">It isn't there or can't be read.</exception>
    public static ReadTable Of(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string name)
    {
        var file = $"data/{name}";
        return files.TryGetValue(file, out var bytes)
            ? Read(file, Text(file, bytes.Span))
            : throw new BrokenDataException(file, "ファイルがありません。");
    }

    /// <summary>The only row of a table that has one.</summary>
    public ReadRow Single() => Rows.Length == 1
        ? Rows[0]
        : throw new BrokenDataException(File, $"1行だけのはずですが、{Rows.Length}行あります。");

    private static string Text(string file, ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            throw new BrokenDataException(file, "UTF-8のBOMがありません。");
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes[Encoding.UTF8.Preamble.Length..]);
        }
        catch (DecoderFallbackException)
        {
            throw new BrokenDataException(file, "文字コードがUTF-8ではありません。");
        }
    }

    private static ReadTable Read(string file, string text)
    {
        var form = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BadDataFound = bad => throw new BrokenDataException(file, $"{bad.Context.Parser?.RawRow}行目の引用符が正しくありません。"),
        };
        using var csv = new CsvParser(new StringReader(text), form);
        if (!csv.Read() || csv.Record is not { } head)
        {
            throw new BrokenDataException(file, "列名の行がありません。");
        }

        if (head.Distinct(StringComparer.Ordinal).Count() < head.Length)
        {
            throw new BrokenDataException(file, "同じ列名が2つあります。");
        }

        var rows = ImmutableArray.CreateBuilder<ReadRow>();
        while (csv.Read())
        {
            rows.Add(Row(file, csv.RawRow, head, csv.Record!));
        }

        return new ReadTable(file, [.. head], rows.ToImmutable());
    }

    private static ReadRow Row(string file, int line, string[] head, string[] cells) => cells.Length == head.Length
        ? new ReadRow(file, line, head.Zip(cells).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal))
        : throw new BrokenDataException(file, $"{line}行目の項目が{cells.Length}個です。列名と同じ{head.Length}個のはずです。");
}

/// <summary>A row with the line on which it stands.</summary>
internal sealed record ReadRow(string File, int Line, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>The text of a cell.</summary>
    /// <exception cref="BrokenDataException">There is no such column.</exception>
    public string this[string column] =>
        Cells.TryGetValue(column, out var cell) ? cell : throw new BrokenDataException(File, $"「{column}」の列がありません。");

    /// <summary>A whole number.</summary>
    /// <exception cref="BrokenDataException">The cell holds none.</exception>
    public int Integer(string column) =>
        int.TryParse(this[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw NotANumber(column);

    /// <summary>A number.</summary>
    /// <exception cref="BrokenDataException">The cell holds none.</exception>
    public decimal Decimal(string column) =>
        decimal.TryParse(this[column], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number : throw NotANumber(column);

    private BrokenDataException NotANumber(string column) => new(File, $"{Line}行目の{column}「{this[column]}」が数値ではありません。");
}
