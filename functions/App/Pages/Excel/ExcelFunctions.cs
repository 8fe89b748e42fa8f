using System.Collections.Immutable;
using System.Text.Json;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Pages.Departments;
using GyoseiFlow.App.Pages.Sheets;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.Documents.Forms;
using GyoseiFlow.Documents.Spreadsheets;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Excel;

/// <summary>Excelで入力する: a department's sheets out as a workbook, and back as drafts. The secretariat can do it on behalf.</summary>
public sealed class ExcelFunctions(FrontDesk desk, ExcelDesk excel, SheetReader reader, IRecordStore store)
{
    /// <summary>The name of the form's file.</summary>
    public const string FileField = "file";

    // Beyond the largest workbook there is only the form's machinery.
    private const int LargestFile = 5 * 1024 * 1024;

    // Hidden fields carry the answers from the preview to the taking. A field holds four megabytes and a form thirty, and a kana takes nine
    // bytes of them.
    private const int LargestSheet = 400_000;
    private const int LargestAnswers = 2_500_000;

    /// <summary>The page.</summary>
    [Function("ExcelPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "excel/{cycleId}/{departmentId}")] HttpRequest request,
        string cycleId,
        string departmentId,
        CancellationToken cancellation) =>
        desk.ShowAsync(
            request,
            async visit => await PageAsync(visit, await ViewAsync(visit, cycleId, departmentId, cancellation), problem: null),
            cancellation);

    /// <summary>The workbook.</summary>
    [Function("ExcelDownload")]
    public Task<IResult> Download(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "excel/{cycleId}/{departmentId}/download")] HttpRequest request,
        string cycleId,
        string departmentId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var view = await ViewAsync(visit, cycleId, departmentId, cancellation);
            var tooLong = view.Sheets.SelectMany(s => s.TooLong).ToList();
            if (view.Sheets.IsEmpty || tooLong.Count > 0)
            {
                return await PageAsync(visit, view, tooLong.Count > 0 ? string.Join("", tooLong) : "書き出せる個票がありません。");
            }

            var file = FormBook.Write($"{view.Running.Plan.Name} {view.Running.Cycle.Year.Label} 個票", view.Sheets);
            var name = $"個票_{view.Running.Cycle.Year.Wareki}_{(view.Measure is { } measure ? $"No.{measure}" : view.DepartmentName)}.xlsx";
            return Results.File(file, FormBook.MediaType, name);
        }, cancellation);

    /// <summary>Reads a filled-in workbook and shows what would be taken.</summary>
    [Function("ExcelPreview")]
    public Task<IResult> Preview(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "excel/{cycleId}/{departmentId}")] HttpRequest request,
        string cycleId,
        string departmentId,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, _) =>
        {
            var view = await ViewAsync(visit, cycleId, departmentId, cancellation);
            if (request.Form.Files.GetFile(FileField) is not { FileName.Length: > 0 } file)
            {
                return await PageAsync(visit, view, "ファイルを選んでください。");
            }

            try
            {
                var returned = file.Length <= LargestFile
                    ? await excel.ReadAsync(view.Running, departmentId, await BytesAsync(file, cancellation), cancellation)
                    : throw new RefusedFileException("ファイルが大きすぎます（5MBまで）。画像などを消すか、使わないワークシートを消して保存してください。");
                return await PreviewAsync(visit, view, Path.GetFileName(file.FileName), returned);
            }
            catch (RefusedFileException refused)
            {
                return await PageAsync(visit, view, $"{Path.GetFileName(file.FileName)}：{refused.Message}");
            }
        }, cancellation);

    /// <summary>Saves what was previewed as drafts.</summary>
    [Function("ExcelTake")]
    public Task<IResult> Take(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "excel/{cycleId}/{departmentId}/take")] HttpRequest request,
        string cycleId,
        string departmentId,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var view = await ViewAsync(visit, cycleId, departmentId, cancellation);
            var (taken, left) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<(string, string, (string, string)?)>());
            ImmutableArray<string> chosen = [.. form.All("take").Distinct(StringComparer.Ordinal)];
            foreach (var measure in chosen)
            {
                try
                {
                    if (await SheetOfAsync(view, measure, cancellation) is null || Answers(view.Running.Plan, form[$"answers.{measure}"]) is not { } answers)
                    {
                        left.Add((measure, "この部署の個票ではないか、内容を読めません。もう一度ファイルを取り込んでください。", null));
                        continue;
                    }

                    await excel.TakeAsync(cycleId, measure, answers, form[$"draft.{measure}"], ActOf(visit, form, view, measure), cancellation);
                    taken.Add(measure);
                }
                catch (DraftConflictException conflict) when (chosen.Length == 1)
                {
                    return await ConflictAsync(visit, view, measure, Answers(view.Running.Plan, form[$"answers.{measure}"])!, conflict.Theirs, cancellation);
                }
                catch (DraftConflictException conflict)
                {
                    left.Add((measure, conflict.Message, (form[$"draft.{measure}"], form[$"answers.{measure}"])));
                }
                catch (RuleBrokenException broken)
                {
                    left.Add((measure, broken.Message, null));
                }
            }

            return chosen.IsEmpty
                ? await PageAsync(visit, view, "取り込む個票が選ばれていません。もう一度ファイルを選び、次の画面で個票を選んでください。")
                : await visit.PageAsync<ExcelTakenPage>(
                    new()
                    {
                        [nameof(ExcelTakenPage.View)] = view,
                        [nameof(ExcelTakenPage.Taken)] = taken.ToImmutable(),
                        [nameof(ExcelTakenPage.Left)] = left.ToImmutable(),
                    },
                    left.Count > 0 ? StatusCodes.Status409Conflict : StatusCodes.Status200OK);
        }, cancellation);

    // A department's own, or the secretariat's of the plan.
    private async Task<ExcelView> ViewAsync(Visit visit, string cycleId, string departmentId, CancellationToken cancellation)
    {
        var running = await visit.CycleAsync(cycleId, [Role.Department, Role.Secretariat], cancellation);
        var grant = visit.Visitor.In(running.Plan.Id, Role.Department).FirstOrDefault(g => g.Id == departmentId)
            ?? visit.Visitor.In(running.Plan.Id, Role.Secretariat).FirstOrDefault()
            ?? throw new AccessDeniedException();
        if (running.Plan.Departments.All(d => d.Id != departmentId))
        {
            throw new RecordMissingException(cycleId, departmentId);
        }

        var measure = visit.Request.Query["sheet"].ToString() is { Length: > 0 } asked ? asked : null;
        return new ExcelView(running, grant, departmentId, measure, await excel.SheetsAsync(running, departmentId, measure, cancellation));
    }

    // One click takes several sheets: each is an act of its own, and the same click again does none of them twice.
    private static Act ActOf(Visit visit, PostedForm form, ExcelView view, string measure) =>
        visit.Act(form, view.Grant) with { RequestId = $"{form.RequestId}-{measure}" };

    private async Task<Sheet?> SheetOfAsync(ExcelView view, string measure, CancellationToken cancellation)
    {
        var isKnown = view.Running.Plan.Measures.Any(m => m.Code == measure);
        var found = isKnown ? await store.FindAsync<Sheet>(view.Running.Cycle.Id, RecordKeys.Sheet(measure), cancellation) : null;
        return found?.Value.Departments.Contains(view.Department) == true ? found.Value : null;
    }

    private static Answers? Answers(Plan plan, string json)
    {
        try
        {
            return AnswersJson.Read(plan.Form, json);
        }
        catch (Exception unreadable) when (unreadable is FormatException or JsonException)
        {
            return null;
        }
    }

    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken cancellation)
    {
        var bytes = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }

    private static async Task<IResult> PreviewAsync(Visit visit, ExcelView view, string name, ImmutableArray<ReturnedSheet> returned)
    {
        if (returned.IsEmpty)
        {
            return await PageAsync(visit, view, $"{name}：個票のワークシートがありません。この画面で書き出したファイルに入力したものを選んでください。");
        }

        var lengths = returned.Select(r => (r.Name, AnswersJson.Write(r.Filled.Answers).Length)).ToList();
        if (lengths.Find(l => l.Length > LargestSheet) is { Name: { } longest })
        {
            return await PageAsync(visit, view, $"{name}「{longest}」：文章が多すぎて、Excelからは取り込めません。この個票は、画面で入力してください。");
        }

        if (lengths.Sum(l => l.Length) > LargestAnswers)
        {
            return await PageAsync(visit, view, $"{name}：文章が多すぎて、一度に取り込めません。ワークシートをいくつか削除したファイルに分けて取り込んでください。");
        }

        return await visit.PageAsync<ExcelPreviewPage>(
            new()
            {
                [nameof(ExcelPreviewPage.View)] = view,
                [nameof(ExcelPreviewPage.FileName)] = name,
                [nameof(ExcelPreviewPage.Returned)] = returned,
            },
            returned.All(r => r.IsSound) ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    // The same page as when two people type at once.
    private async Task<IResult> ConflictAsync(
        Visit visit, ExcelView view, string measure, Answers ours, Draft theirs, CancellationToken cancellation)
    {
        var sheet = await store.GetAsync<Sheet>(view.Running.Cycle.Id, RecordKeys.Sheet(measure), cancellation);
        var plan = view.Running.Plan;
        // The file doesn't say what it was filled in from: every difference is asked.
        var merged = AnswerMerge.Of(plan, start: null, ours, theirs.Answers);
        return await visit.PageAsync<SheetFormPage>(
            new()
            {
                [nameof(SheetFormPage.File)] = await reader.ReadAsync(view.Running, sheet.Value, cancellation),
                [nameof(SheetFormPage.Grant)] = view.Grant,
                [nameof(SheetFormPage.Typed)] = new TypedSheet(merged.Answers, FormStart.Of(plan, theirs.Answers).ToString())
                {
                    Contests = merged.Contests,
                    Theirs = theirs,
                },
            },
            StatusCodes.Status409Conflict);
    }

    private static Task<IResult> PageAsync(Visit visit, ExcelView view, string? problem) => visit.PageAsync<ExcelPage>(
        new() { [nameof(ExcelPage.View)] = view, [nameof(ExcelPage.Problem)] = problem },
        problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
