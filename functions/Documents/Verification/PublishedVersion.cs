using System.Collections.Immutable;

namespace GyoseiFlow.Documents.Verification;

/// <summary>
/// Rule 9 as a program: computes every table again from the published CSV files alone and says whether what was published agrees.
/// </summary>
public static class PublishedVersion
{
    /// <summary>Checks one version.</summary>
    /// <param name="files">Every file of the version's folder by its relative path, with / between the parts.</param>
    /// <param name="page">The figures that index.html shows, each with the address in its data-source.</param>
    public static VerificationReport Verify(
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, IReadOnlyCollection<PublishedFigure> page)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(page);
        var parts = ImmutableArray.CreateBuilder<CheckedPart>();
        parts.Add(ManifestCheck.Check(files));
        var title = "";
        try
        {
            var facts = PublishedFacts.Read(files);
            title = facts.Title;
            var comparison = new FigureComparison(Recomputation.Of(facts));
            parts.AddRange(TableFigures.Check(files, facts, comparison));
            if (facts.IsScored)
            {
                parts.Add(DataJson(files, comparison));
            }

            parts.Add(comparison.Document("文書（index.html）の数値", "index.html", page, withClosing: false));
        }
        catch (BrokenDataException e)
        {
            parts.Add(new CheckedPart("数値の計算のし直し（できませんでした）", 0, "件", [e.Finding]));
        }
        catch (OverflowException)
        {
            parts.Add(new CheckedPart("数値の計算のし直し（できませんでした）", 0, "件", [new Finding("data/", "計算できない大きさの数値があります。")]));
        }

        parts.Add(JsonTableCheck.Check(files));
        return new VerificationReport(title, parts.ToImmutable());
    }

    private static CheckedPart DataJson(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, FigureComparison comparison)
    {
        const string Name = "data.jsonの数値";
        try
        {
            return comparison.Document(Name, DataJsonFigures.File, DataJsonFigures.Read(files), withClosing: true);
        }
        catch (BrokenDataException e)
        {
            return new CheckedPart(Name, 0, "件", [e.Finding]);
        }
    }
}
