using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Parts;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents.Data;

/// <summary>What the plan itself says: headings, details of items and measures, profiles with their grids of years, words. Only what it has.</summary>
internal static class ProfileTables
{
    public static IEnumerable<CsvTable> Of(Plan plan) =>
        new[] { Headings(plan), Items(plan), Labels(plan), Flags(plan), Texts(plan), Lines(plan), Rows(plan), Cells(plan), Glossary(plan) }
            .Where(t => t.Rows.Length > 0);

    private static CsvTable Headings(Plan plan) => OpenData.Table(
        "headings",
        "見出し",
        [
            new("heading_id", "見出しの符号", CellKind.Code) { CodeList = "heading" }, CommonColumns.Order("掲載順"),
            new("parent_id", "上の見出しの符号", CellKind.Code) { CodeList = "heading", Blank = "最上位の見出し" },
            new("name", "見出し", CellKind.Text), PlanColumns.Text with { Blank = "記載なし" },
        ],
        plan.Headings.Select((h, at) => OpenData.Row(h.Id, Printed.Number(at + 1), h.Parent ?? "", h.Name, h.Text ?? "")));

    private static CsvTable Items(Plan plan) => OpenData.Table(
        "item_details",
        "取組項目の位置と内容",
        [
            CommonColumns.ItemNumber, new("label", "文書での番号", CellKind.Text) { Blank = "取組項目の番号と同じ" },
            new("heading_id", "見出しの符号", CellKind.Code) { CodeList = "heading", Blank = "見出しなし" },
            new("content", "取組内容", CellKind.Text) { Blank = "記載なし" },
        ],
        plan.Items.Where(i => i.Label is not null || i.Heading is not null || i.Content is not null)
            .Select(i => OpenData.Row(Printed.Number(i.Number), i.Label ?? "", i.Heading ?? "", i.Content ?? "")));

    private static CsvTable Labels(Plan plan) => OpenData.Table(
        "measure_labels",
        "実践項目の文書での番号",
        [CommonColumns.MeasureCode, new("label", "文書での番号", CellKind.Text)],
        plan.Measures.Where(m => m.Label is not null).Select(m => OpenData.Row(m.Code, m.Label!)));

    private static CsvTable Flags(Plan plan) => OpenData.Table(
        "measure_flags",
        "実践項目の区分",
        [CommonColumns.MeasureCode, CommonColumns.Order("掲載順"), new("flag", "区分", CellKind.Code) { CodeList = "flag" }],
        plan.Measures.SelectMany(m => m.Flags.Select((f, at) => OpenData.Row(m.Code, Printed.Number(at + 1), f))));

    private static CsvTable Texts(Plan plan) => OpenData.Table(
        "profile_texts",
        "個票の文章",
        [CommonColumns.MeasureCode, PlanColumns.ProfileId, PlanColumns.Text],
        from measure in plan.Measures
        from field in plan.Profile
        let text = measure.Profile.GetValueOrDefault(field.Id) as ProfileText
        where text is not null
        select OpenData.Row(measure.Code, field.Id, text.Text));

    private static CsvTable Lines(Plan plan) => OpenData.Table(
        "profile_lines",
        "個票の箇条書き",
        [CommonColumns.MeasureCode, PlanColumns.ProfileId, CommonColumns.Order("掲載順"), PlanColumns.Text],
        from measure in plan.Measures
        from field in plan.Profile
        let lines = measure.Profile.GetValueOrDefault(field.Id) as ProfileLines
        where lines is not null
        from line in lines.Lines.Select((text, at) => (Text: text, Order: at + 1))
        select OpenData.Row(measure.Code, field.Id, Printed.Number(line.Order), line.Text));

    private static CsvTable Rows(Plan plan) => OpenData.Table(
        "profile_rows",
        "行程表の行",
        [
            CommonColumns.MeasureCode, PlanColumns.ProfileId, PlanColumns.RowId, CommonColumns.Order("掲載順"),
            new("row_group", "行の区分", CellKind.Text) { Blank = "区分なし" }, new("name", "取組・指標の名称", CellKind.Text),
        ],
        from grid in Grids(plan)
        from row in grid.Grid.Rows.Select((row, at) => (Row: row, Order: at + 1))
        select OpenData.Row(grid.Measure, grid.Field, row.Row.Id, Printed.Number(row.Order), row.Row.Group, row.Row.Name));

    // A cell that spans years is a row a year: nothing has to be unmerged.
    private static CsvTable Cells(Plan plan) => OpenData.Table(
        "profile_cells",
        "行程表の年度ごとの記載",
        [
            CommonColumns.MeasureCode, PlanColumns.ProfileId, PlanColumns.RowId,
            new("cell_fiscal_year", "記載の年度", CellKind.Year) { Unit = "年度" },
            new("from_fiscal_year", "同じ記載の最初の年度", CellKind.Year) { Unit = "年度" },
            new("to_fiscal_year", "同じ記載の最後の年度", CellKind.Year) { Unit = "年度" },
            PlanColumns.Text,
        ],
        from grid in Grids(plan)
        from row in grid.Grid.Rows
        from year in ProfilePart.Years(plan, grid.Grid)
        let cell = row.At(year)
        where cell is not null
        select OpenData.Row(
            grid.Measure, grid.Field, row.Id, Printed.Number(year.Year), Printed.Number(cell.From.Year), Printed.Number(cell.To.Year), cell.Text));

    private static CsvTable Glossary(Plan plan) => OpenData.Table(
        "glossary",
        "用語解説",
        [CommonColumns.Order("掲載順"), new("word", "用語", CellKind.Text), new("meaning", "説明", CellKind.Text)],
        plan.Glossary.Select((t, at) => OpenData.Row(Printed.Number(at + 1), t.Word, t.Meaning)));

    private static IEnumerable<(string Measure, string Field, ProfileGrid Grid)> Grids(Plan plan) =>
        from measure in plan.Measures
        from field in plan.Profile
        let grid = measure.Profile.GetValueOrDefault(field.Id) as ProfileGrid
        where grid is not null
        select (measure.Code, field.Id, grid);
}
