using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables;
using GyoseiFlow.App.Ports;

namespace GyoseiFlow.App.Azure.Tables;

/// <summary>
/// A commit as rows: one entity group transaction that also inserts a row of the commit's own, by which it can be found out later
/// whether it was made; and, before it, the parts of what is too long.
/// </summary>
internal sealed partial class TableCommit
{
    /// <summary>Commits' own rows start so.</summary>
    public const string ProofPrefix = TableKey.AfterAll + "commit.";

    /// <summary>Rows with parts start so.</summary>
    public const string PartPrefix = TableKey.AfterAll + "part.";

    /// <summary>In a part: the RowKey of the record that it belongs to.</summary>
    public const string RecordName = "Record";

    // A transaction's body can have 4 MiB, with some hundred bytes of headers around each write.
    private const int MostBytes = 3 * 1024 * 1024;

    // Well-formed, and never a record's. An ETag that came back from a page can be anything: also * ("whatever is there"), or lines.
    private static readonly ETag s_noETag = new("W/\"datetime'0001-01-01T00%3A00%3A00.0000000Z'\"");

    private readonly string _id = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly List<TableTransactionAction> _actions = [];
    private readonly List<TableEntity> _parts = [];

    public TableCommit(string partition, IReadOnlyList<RecordWrite> writes)
    {
        Partition = TableKey.Encode(partition);
        var contents = writes.Select(ContentOf).ToArray();
        var inParts = TooLong(contents);
        for (var i = 0; i < writes.Count; i++)
        {
            _actions.Add(ActionOf(writes[i], EntityOf(writes[i].Key, contents[i], inParts.Contains(i), i)));
        }

        _actions.Add(new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(Partition, Proof)));
    }

    /// <summary>The PartitionKey.</summary>
    public string Partition { get; }

    /// <summary>The RowKey of the commit's own row.</summary>
    public string Proof => ProofPrefix + _id;

    /// <summary>The transaction: the writes in their order, and the proof after them.</summary>
    public IReadOnlyList<TableTransactionAction> Actions => _actions;

    /// <summary>What must be there before it.</summary>
    public IReadOnlyList<TableEntity> Parts => _parts;

    /// <summary>The RowKey of a part.</summary>
    public static string PartKey(string parts, int number) => string.Create(CultureInfo.InvariantCulture, $"{PartPrefix}{parts}.{number:D3}");

    private static Content ContentOf(RecordWrite write) => write switch
    {
        InsertRecord insert => Content.Of(insert.Json),
        ReplaceRecord replace => Content.Of(replace.Json),
        _ => Content.None,
    };

    // The longest go first, until the others fit into one transaction.
    private static HashSet<int> TooLong(Content[] contents)
    {
        var inParts = new HashSet<int>();
        var total = contents.Sum(content => content.Bytes);
        foreach (var (content, index) in contents.Select((content, index) => (content, index)).OrderByDescending(c => c.content.Bytes))
        {
            if (content.Gzipped is not null && (content.Gzipped.Length > RecordContent.MaxBytes || total > MostBytes))
            {
                inParts.Add(index);
                total -= content.Bytes;
            }
        }

        return inParts;
    }

    private static TableTransactionAction ActionOf(RecordWrite write, TableEntity entity) => write switch
    {
        InsertRecord => new(TableTransactionActionType.Add, entity),
        ReplaceRecord replace => new(TableTransactionActionType.UpdateReplace, entity, ETagOf(replace.ETag)),
        DeleteRecord delete => new(TableTransactionActionType.Delete, entity, ETagOf(delete.ETag)),
        _ => throw new ArgumentException($"{write.GetType().Name} is no write that this store knows.", nameof(write)),
    };

    private TableEntity EntityOf(string key, Content content, bool inParts, int index)
    {
        var entity = new TableEntity(Partition, TableKey.Encode(key));
        if (content.Short is { } json)
        {
            RecordContent.WriteShort(entity, json);
        }
        else if (inParts)
        {
            var parts = string.Create(CultureInfo.InvariantCulture, $"{_id}.{index:D2}");
            RecordContent.WriteParts(entity, parts, Split(entity.RowKey, parts, content.Gzipped!));
        }
        else
        {
            RecordContent.WriteGzipped(entity, content.Gzipped);
        }

        return entity;
    }

    private int Split(string record, string parts, byte[] gzipped)
    {
        var pieces = gzipped.Chunk(RecordContent.MaxBytes).ToArray();
        for (var i = 0; i < pieces.Length; i++)
        {
            var part = new TableEntity(Partition, PartKey(parts, i)) { [RecordName] = record };
            RecordContent.WriteGzipped(part, pieces[i]);
            _parts.Add(part);
        }

        return pieces.Length;
    }

    private static ETag ETagOf(string etag) => TablesETag().IsMatch(etag) ? new ETag(etag) : s_noETag;

    [GeneratedRegex("""\AW/"datetime'[0-9A-Za-z%.:+-]{1,60}'"\z""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TablesETag();

    // What a write needs of the transaction's body: a short text's character can become six bytes, three bytes become four.
    private sealed record Content(string? Short, byte[]? Gzipped, int Bytes)
    {
        public static Content None { get; } = new(null, null, 0);

        public static Content Of(string json) => RecordContent.IsShort(json) ? new(json, null, json.Length * 6) : Of(RecordContent.Gzip(json));

        private static Content Of(byte[] gzipped) => new(null, gzipped, gzipped.Length / 3 * 4);
    }
}
