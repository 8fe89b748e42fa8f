using System.Text.Json;
using GyoseiFlow.App.Publication;

namespace GyoseiFlow.Local.Commands.Corrections;

/// <summary>A correction as a person wrote it into a file: JSON, or the same as YAML.</summary>
/// <param name="Path">As the person wrote it.</param>
/// <param name="Order">What is in it.</param>
/// <param name="Lines">The line of every value by its place, e.g. sheets.N1.scores.progress.</param>
internal sealed record CorrectionFile(string Path, JsonElement Order, IReadOnlyDictionary<string, long> Lines)
{
    private const int Largest = 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <exception cref="CommandFailure">It can't be read.</exception>
    public static async Task<CorrectionFile> ReadAsync(string path, CancellationToken cancellation)
    {
        var text = await TextFile.ReadAsync(path, "訂正ファイル", "エディターで「UTF-8」を選んで保存し直してください。", cancellation);
        if (text.Length > Largest)
        {
            throw new CommandFailure($"{path}: 訂正ファイルが大きすぎます（100万文字まで）。ファイルを確かめてください。");
        }

        using var json = new MemoryStream();
        await using var writer = new Utf8JsonWriter(json);
        var lines = CorrectionYaml.Write(path, text, writer);
        await writer.FlushAsync(cancellation);
        return new CorrectionFile(path, CorrectionOrderReader.Parse(json.ToArray()), lines);
    }

    /// <summary>What is wrong with the order, each with its line, so that editors can jump to it.</summary>
    public CommandFailure Failure(CorrectionUnreadableException wrong) => new(
        FileProblems.Text([.. wrong.Problems.Select(p => $"{Path}:{LineOf(p.Field)}: {p}")]), wrong);

    // A field that isn't there has the line of what it belongs into.
    private long LineOf(string field)
    {
        for (var path = field; path.Length > 0; path = path.Contains('.', StringComparison.Ordinal) ? path[..path.LastIndexOf('.')] : "")
        {
            if (Lines.TryGetValue(path, out var line))
            {
                return line;
            }
        }

        return 1;
    }
}
