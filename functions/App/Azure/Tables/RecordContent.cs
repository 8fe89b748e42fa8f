using System.Globalization;
using System.IO.Compression;
using System.Text;
using Azure.Data.Tables;

namespace GyoseiFlow.App.Azure.Tables;

/// <summary>
/// A record's JSON in an entity's properties. Short: as it is, in the property Json. Longer: gzipped, in Gzip0, Gzip1 …, each
/// within a property's 64 KiB. What is too long for that too lies in rows of its own ("parts"), and the entity says in which.
/// </summary>
internal static class RecordContent
{
    /// <summary>
    /// How many bytes one entity holds: an entity can have 1 MiB, but in a transaction, and for Azurite anywhere, they count as
    /// base64.
    /// </summary>
    public const int MaxBytes = MaxPieces * PieceBytes;

    /// <summary>Names the rows that hold the content, in an entity that holds none.</summary>
    public const string PartsName = "Parts";

    private const string JsonName = "Json";
    private const string PartCountName = "PartCount";
    private const string PieceName = "Gzip";
    private const int PieceBytes = 64 * 1024;
    private const int MaxPieces = 10;

    // 99 of them stay within a transaction's 4 MiB, though the client writes a Japanese character as six bytes.
    private const int MaxJsonCharacters = 4096;

    /// <summary>Whether the JSON is written as it is.</summary>
    public static bool IsShort(string json) => json.Length <= MaxJsonCharacters;

    /// <summary>Writes short JSON.</summary>
    public static void WriteShort(TableEntity entity, string json) => entity[JsonName] = json;

    /// <summary>Writes gzipped JSON, or a part of it: up to <see cref="MaxBytes"/>.</summary>
    public static void WriteGzipped(TableEntity entity, ReadOnlySpan<byte> gzipped)
    {
        for (var piece = 0; !gzipped.IsEmpty; piece++)
        {
            var length = Math.Min(PieceBytes, gzipped.Length);
            entity[Piece(piece)] = gzipped[..length].ToArray();
            gzipped = gzipped[length..];
        }
    }

    /// <summary>Says that the content is in rows of its own.</summary>
    public static void WriteParts(TableEntity entity, string parts, int count)
    {
        entity[PartsName] = parts;
        entity[PartCountName] = count;
    }

    /// <summary>The rows that hold the content; no rows when the entity holds it itself.</summary>
    public static (string Parts, int Count) PartsOf(TableEntity entity) =>
        entity.GetString(PartsName) is { } parts ? (parts, entity.GetInt32(PartCountName) ?? 0) : ("", 0);

    /// <summary>The JSON of an entity that holds it, or of its parts in their order.</summary>
    public static string Read(IReadOnlyList<TableEntity> rows)
    {
        if (rows[0].GetString(JsonName) is { } json)
        {
            return json;
        }

        using var bytes = new MemoryStream();
        foreach (var row in rows)
        {
            for (var piece = 0; row.GetBinary(Piece(piece)) is { } part; piece++)
            {
                bytes.Write(part);
            }
        }

        bytes.Position = 0;
        using var gunzip = new GZipStream(bytes, CompressionMode.Decompress);
        using var reader = new StreamReader(gunzip, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The JSON, gzipped.</summary>
    public static byte[] Gzip(string json)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(json));
        }

        return bytes.ToArray();
    }

    private static string Piece(int number) => string.Create(CultureInfo.InvariantCulture, $"{PieceName}{number}");
}
