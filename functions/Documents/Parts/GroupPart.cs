using System.Collections.Immutable;
using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Committee;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Texts;

namespace GyoseiFlow.Documents.Parts;

/// <summary>グループごとの検討結果: the groups' copies of every sheet side by side, and the records of their meetings.</summary>
internal static class GroupPart
{
    public const string Legend = "担当課の記載にグループが書き加えたところは、下線を引き「［追記］」を付けた。担当課の記載から除いたところは、取消線を引き「［削除］」を付けた。";

    public static ImmutableArray<PartBlock> Of(ReviewedYear year)
    {
        PartBlock[] copies = [.. ItemTree.Blocks(year.Plan, "groups", (item, level) => Item(year, item, level))];
        PartBlock[] meetings = [.. Meetings(year)];
        return [.. copies is [] ? [] : (PartBlock[])[new PartNote(Legend), .. copies], .. meetings];
    }

    /// <summary>A group's name.</summary>
    public static string NameOf(Plan plan, string group) => plan.Committee.Groups.FirstOrDefault(g => g.Id == group)?.Name ?? group;

    /// <summary>What became of a field of the draft in a group's copy.</summary>
    public static ImmutableArray<DiffPiece> Compare(ReviewedYear year, Measure measure, FormField field, GroupWork work)
    {
        var draft = AnswerWords.Of(measure, field, year.Answers.GetValueOrDefault(measure.Code)?.ByField.GetValueOrDefault(field.Id));
        var copy = AnswerWords.Of(measure, field, work.Copies.GetValueOrDefault(measure.Code)?.ByField.GetValueOrDefault(field.Id));
        return TextDiff.Between(draft, copy);
    }

    private static PartBlock[] Item(ReviewedYear year, Item item, int level)
    {
        Measure[] measures = [.. item.Measures.Where(m => year.GroupWork.Any(g => g.Copies.ContainsKey(m.Code)))];
        return [.. measures.SelectMany(m => (PartBlock[])[.. ProgressPart.Opening(year, "groups", item, m, level), Table(year, m)])];
    }

    private static PartTable Table(ReviewedYear year, Measure measure)
    {
        GroupWork[] groups = [.. year.GroupWork.Where(g => g.Copies.ContainsKey(measure.Code))];
        return new(
            ItemTree.Anchor("groups", measure) + "-copies",
            new PaperTable(
                "各グループの検討結果",
                [PaperColumn.Words("項目", 6), .. groups.Select(g => PaperColumn.Words(NameOf(year.Plan, g.Group), 20))],
                [.. year.Plan.Form.Select(f => Row(year, measure, f, groups)).Where(r => r.Cells.Skip(1).Any(c => c.Text.Length > 0))]));
    }

    private static PaperRow Row(ReviewedYear year, Measure measure, FormField field, GroupWork[] groups) => new(
        [new PaperCell(field.Label) { IsHead = true }, .. groups.Select(g => Cell(Compare(year, measure, field, g)))]);

    private static PaperCell Cell(ImmutableArray<DiffPiece> pieces) =>
        new(string.Concat(pieces.Where(p => p.Kind != DiffKind.Removed).Select(p => p.Text))) { Pieces = pieces, IsWide = true };

    private static IEnumerable<PartBlock> Meetings(ReviewedYear year)
    {
        if (year.GroupWork.All(g => g.Meetings.IsEmpty))
        {
            yield break;
        }

        yield return new PartHeading(1, "会議の記録", "groups-meetings") { IsOnNewPage = true };
        foreach (var work in year.GroupWork.Where(g => !g.Meetings.IsEmpty))
        {
            yield return new PartHeading(2, NameOf(year.Plan, work.Group), $"groups-meetings-{work.Group}");
            foreach (var (meeting, at) in work.Meetings.Select((m, at) => (m, at)))
            {
                yield return new PartHeading(3, meeting.Title, $"groups-meetings-{work.Group}-{Printed.Number(at + 1)}") { IsListed = false };
                yield return new PartFacts(
                [
                    new("開催日時", $"{Wareki.Format(meeting.Held)}　{meeting.Hours}"), new("場所", meeting.Place), new("出席者", meeting.Attendance),
                    .. string.IsNullOrWhiteSpace(meeting.Remarks) ? [] : (PartFact[])[new("その他", meeting.Remarks)],
                ]);
            }
        }
    }
}
