using System.Collections.Immutable;
using System.IO.Compression;
using System.Xml;

namespace GyoseiFlow.Documents.Spreadsheets;

/// <summary>
/// A workbook's parts, unpacked under limits that hold whatever the file says of itself. Nothing is unpacked that is not asked for.
/// </summary>
internal sealed class SafeZip : IDisposable
{
    public const int LargestFile = 5 * 1024 * 1024;
    private const int LargestUnpacked = 50 * 1024 * 1024;
    private const int MostParts = 1_000;
    private const int MostTimes = 200;
    private const int SmallEnoughForAnyRatio = 1024 * 1024;

    private static readonly XmlReaderSettings Xml = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = LargestUnpacked,
        CloseInput = true,
    };

    private readonly ZipArchive zip;
    private readonly ImmutableDictionary<string, ZipArchiveEntry> parts;
    private long unpacked;

    private SafeZip(ZipArchive zip, ImmutableDictionary<string, ZipArchiveEntry> parts) => (this.zip, this.parts) = (zip, parts);

    public IEnumerable<string> Names => parts.Keys;

    public void Dispose() => zip.Dispose();

    public static SafeZip Open(ReadOnlyMemory<byte> file)
    {
        if (file.Length > LargestFile)
        {
            throw new RefusedFileException("ファイルが大きすぎます（5MBまで）。画像などを消すか、使わないワークシートを消して保存してください。");
        }

        // Word, Excel and PowerPoint keep what has a password in the old format's container.
        if (file.Span.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw new RefusedFileException("パスワードで保護されたファイルか、古い形式（.xls）です。パスワードを外し、「Excelブック（.xlsx）」で保存し直してください。");
        }

        if (file.IsEmpty)
        {
            throw new RefusedFileException("ファイルの中身が空です（0バイト）。Excelで開いて保存し直したファイルを選んでください。");
        }

        if (!file.Span.StartsWith("PK"u8))
        {
            throw ReadBook.NoBook();
        }

        try
        {
            var archive = new ZipArchive(new MemoryStream(file.ToArray(), writable: false), ZipArchiveMode.Read);
            return new SafeZip(archive, Parts(archive));
        }
        catch (InvalidDataException broken)
        {
            throw Broken(broken);
        }
    }

    /// <summary>Reads a part as XML without a document type; null when there is none.</summary>
    public T? Read<T>(string name, Func<XmlReader, T> read)
        where T : class
    {
        if (!parts.TryGetValue(name, out var part))
        {
            return null;
        }

        try
        {
            using var stream = new CountedStream(part.Open(), Count);
            using var xml = XmlReader.Create(stream, Xml);
            return read(xml);
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException or FormatException or OverflowException)
        {
            throw Broken(broken);
        }
    }

    private void Count(int bytes)
    {
        unpacked += bytes;
        if (unpacked > LargestUnpacked)
        {
            throw TooLarge();
        }
    }

    private static ImmutableDictionary<string, ZipArchiveEntry> Parts(ZipArchive zip)
    {
        if (zip.Entries.Count > MostParts)
        {
            throw TooLarge();
        }

        var (parts, total) = (ImmutableDictionary.CreateBuilder<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase), 0L);
        foreach (var entry in zip.Entries)
        {
            total += entry.Length;
            if (total > LargestUnpacked || (entry.Length > SmallEnoughForAnyRatio && entry.Length / MostTimes > entry.CompressedLength))
            {
                throw TooLarge();
            }

            // Readers differ in which of two parts of one name they take.
            if (!parts.TryAdd(entry.FullName, entry))
            {
                throw Broken(cause: null);
            }
        }

        return parts.ToImmutable();
    }

    private static RefusedFileException TooLarge() =>
        new("ファイルの中身が大きすぎます（展開して50MBまで）。画像や使っていない行を消して、保存し直してください。");

    private static RefusedFileException Broken(Exception? cause)
    {
        const string Message = "ファイルが壊れているか、Excelのファイルとして正しくありません。Excelで開いて「Excelブック（.xlsx）」で保存し直してください。";
        return cause is null ? new(Message) : new(Message, cause);
    }

    // What an entry says of its length may be a lie.
    private sealed class CountedStream(Stream inner, Action<int> count) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count1)
        {
            var read = inner.Read(buffer, offset, count1);
            count(read);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count1) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
