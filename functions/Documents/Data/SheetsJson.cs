using System.Text.Json.Nodes;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Data;

/// <summary>sheets.json: what the departments wrote, line breaks kept. A sheet that wasn't submitted is null.</summary>
internal static class SheetsJson
{
    public static PublishedFile Write(ReviewedYear year) => JsonText.Write("data/sheets.json", new
    {
        Fields = year.Plan.Form.Select(f => new { f.Id, f.Label, Columns = f.Columns.Select(c => new { c.Id, c.Label }) }),
        Sheets = year.Plan.Measures.Select(m => new
        {
            Measure = m.Code,
            Answers = year.Answers.TryGetValue(m.Code, out var answers) ? JsonNode.Parse(AnswersJson.Write(answers)) : null,
        }),
    });
}
