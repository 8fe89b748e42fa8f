using System.Collections.Immutable;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Documents.Forms;
using GyoseiFlow.Documents.Spreadsheets;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.SelfEvaluation;

/// <summary>A department's sheets as workbooks to fill in, and what came back in them. It saves drafts through the same desk as the form.</summary>
public sealed class ExcelDesk(IRecordStore store, SheetReader reader, DraftDesk drafts)
{
    /// <summary>The department's sheets that it is to act on, in the order of the plan.</summary>
    /// <param name="running">The cycle.</param>
    /// <param name="department">The department's id.</param>
    /// <param name="measure">Only this one; null for all.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ImmutableArray<FormSheet>> SheetsAsync(
        RunningCycle running, string department, string? measure, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(running);
        var sheets = new Dictionary<string, FormSheet>(StringComparer.Ordinal);
        await foreach (var sheet in store.ListAsync<Sheet>(running.Cycle.Id, RecordKeys.SheetPrefix, cancellation))
        {
            if (sheet.Value.AwaitsDepartment && sheet.Value.Departments.Contains(department) && (measure is null || sheet.Value.Measure == measure))
            {
                sheets[sheet.Value.Measure] = await SheetAsync(running, sheet.Value, department, cancellation);
            }
        }

        return [.. running.Plan.Measures.Select(m => sheets.GetValueOrDefault(m.Code)).OfType<FormSheet>()];
    }

    /// <summary>Reads what came back. Nothing is saved.</summary>
    /// <exception cref="RefusedFileException">The file can't be read safely.</exception>
    public async Task<ImmutableArray<ReturnedSheet>> ReadAsync(
        RunningCycle running, string department, ReadOnlyMemory<byte> file, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(running);
        var returned = ImmutableArray.CreateBuilder<ReturnedSheet>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (sheet, id) in FilledForm.In(ReadBook.Read(file)))
        {
            returned.Add(id is null
                ? ReturnedSheet.Refused(sheet.Name, "様式番号（C5のセル）が書き換えられているか、列がずれているため、どの個票かわかりません。もう一度書き出して、入力してください。")
                : seen.Add(id.Measure)
                    ? await ReadAsync(running, department, sheet, id, cancellation)
                    : ReturnedSheet.Refused(sheet.Name, $"No.{id.Measure}のワークシートが2つあります。一方を削除してください。"));
        }

        return returned.ToImmutable();
    }

    /// <summary>Saves one as a draft.</summary>
    /// <exception cref="DraftConflictException">Somebody else saved since the file was made.</exception>
    /// <exception cref="RuleBrokenException">The sheet does not await the department.</exception>
    public Task<Draft> TakeAsync(string cycleId, string measure, Answers answers, string draft, Act act, CancellationToken cancellation) =>
        drafts.SaveAsync(cycleId, measure, answers, draft, act, cancellation);

    private async Task<ReturnedSheet> ReadAsync(
        RunningCycle running, string department, ReadSheet worksheet, FormId id, CancellationToken cancellation)
    {
        if (Mismatch(running, id) is { } mismatch)
        {
            return ReturnedSheet.Refused(worksheet.Name, mismatch);
        }

        if (await store.FindAsync<Sheet>(running.Cycle.Id, RecordKeys.Sheet(id.Measure), cancellation) is not { Value: var sheet }
            || !sheet.Departments.Contains(department))
        {
            return ReturnedSheet.Refused(worksheet.Name, $"別の部署の個票（No.{id.Measure}）です。自分の部署で書き出したファイルを選んでください。");
        }

        if (!sheet.AwaitsDepartment)
        {
            return ReturnedSheet.Refused(worksheet.Name, $"この個票は「{sheet.State.Label()}」のため、いまは入力できません。");
        }

        var measure = running.Plan.Measure(id.Measure);
        var filled = FilledForm.Read(running.Plan, measure, worksheet);
        var draft = await drafts.GetAsync(running.Cycle.Id, id.Measure, cancellation);
        return new ReturnedSheet(worksheet.Name, id.Measure, filled, id.Draft, draft, Changed(running.Plan, draft.Answers, filled.Answers));
    }

    private static string? Mismatch(RunningCycle running, FormId id) =>
        id.PlanId != running.Plan.Id ? "別の市か、別の計画の様式です。この画面で書き出したファイルを選んでください。"
        : id.CycleId == Cycle.IdOf(running.Plan.Id, running.Cycle.Year.Previous) ? $"昨年度（{running.Cycle.Year.Previous.Label}）の様式です。今年度（{running.Cycle.Year.Label}）の様式を書き出して、入力してください。"
        : id.CycleId != running.Cycle.Id ? $"別の年度の様式です（この画面は{running.Cycle.Year.Label}）。今年度の様式を書き出して、入力してください。"
        : id.Edition != running.Plan.Edition ? "改定の前の計画の様式です。もう一度書き出して、入力してください。"
        : null;

    private async Task<FormSheet> SheetAsync(RunningCycle running, Sheet sheet, string department, CancellationToken cancellation)
    {
        var file = await reader.ReadAsync(running, sheet, cancellation);
        var former = running.Plan.Form.Aggregate(
            Answers.None, (answers, field) => file.Former.To(field) is var (_, answer) ? answers.With(field.Id, answer) : answers);
        return new FormSheet(
            running.Plan,
            running.Cycle.Year,
            new FormId(running.Plan.Id, running.Plan.Edition, running.Cycle.Id, sheet.Measure, department, file.Draft.ETag),
            [.. sheet.Departments.Select(id => running.Plan.Department(id).Name)],
            file.Draft.Answers,
            former);
    }

    private static ImmutableArray<FormField> Changed(Plan plan, Answers before, Answers after) =>
        [.. plan.Form.Where(field => AnswersJson.Write(before.Only(field.Id)) != AnswersJson.Write(after.Only(field.Id)))];
}

/// <summary>A worksheet that came back.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Measure">The measure's code; empty when it is not known or not ours.</param>
/// <param name="Filled">What was filled in, and every problem.</param>
/// <param name="StartedFrom">The version of the draft that the file was made from.</param>
/// <param name="Draft">The draft as it stands; null when it is not ours.</param>
/// <param name="Changed">The fields that taking it would change.</param>
public sealed record ReturnedSheet(
    string Name, string Measure, FilledForm Filled, string StartedFrom, Draft? Draft, ImmutableArray<FormField> Changed)
{
    /// <summary>Whether somebody saved since the file was made, and something else.</summary>
    public bool IsContested => Draft is not null && Draft.ETag != StartedFrom && Changed.Length > 0;

    /// <summary>Whether it can be taken.</summary>
    public bool IsSound => Draft is not null && Filled.IsSound;

    /// <summary>One that is not to be taken at all.</summary>
    public static ReturnedSheet Refused(string name, string message) =>
        new(name, "", new FilledForm(Answers.None, [new FormProblem(name, null, message)]), "", null, []);
}
