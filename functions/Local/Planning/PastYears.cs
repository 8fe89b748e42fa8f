using System.Collections.Immutable;
using System.Text.Json;
using GyoseiFlow.App.Plans;
using GyoseiFlow.Local.Commands;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Local.Planning;

/// <summary>What was in the years before the city used this program, as it lies beside a plan file.</summary>
/// <param name="GradesFile">Where the grades are.</param>
/// <param name="Grades">The grades; null where there is no such file.</param>
/// <param name="AnswersFile">Where the answers are.</param>
/// <param name="Answers">The answers as JSON; null where there is no such file.</param>
internal sealed record PastYears(string GradesFile, PastGrades? Grades, string AnswersFile, string? Answers)
{
    /// <summary>No years before.</summary>
    public static PastYears None { get; } = new(PastFiles.Grades, null, PastFiles.Answers, null);

    /// <summary>Reads what lies beside a plan file.</summary>
    /// <exception cref="CommandFailure">The grades can't be read.</exception>
    public static async Task<PastYears> ReadAsync(string plan, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(plan))!;
        var (grades, answers) = (Path.Combine(folder, PastFiles.Grades), Path.Combine(folder, PastFiles.Answers));
        return new PastYears(
            grades,
            File.Exists(grades) ? Read(grades, await File.ReadAllBytesAsync(grades, cancellation)) : null,
            answers,
            File.Exists(answers) ? await File.ReadAllTextAsync(answers, cancellation) : null);
    }

    /// <summary>What there is, in words: the file and what it holds.</summary>
    public ImmutableArray<string> Files =>
    [
        .. Grades is null ? [] : (string[])[$"{GradesFile} の過去の評価"],
        .. Answers is null ? [] : (string[])[$"{AnswersFile} の過年度の回答"],
    ];

    /// <summary>Takes all of it in.</summary>
    /// <exception cref="CommandFailure">The answers can't be read, or others were taken in already.</exception>
    public async Task TakeInAsync(Plan plan, PlanLibrary library, FormerAnswers former, CancellationToken cancellation)
    {
        if (Grades is not null)
        {
            await library.ImportPastGradesAsync(plan.Id, Grades, cancellation);
        }

        try
        {
            if (Answers is not null)
            {
                await former.ImportAsync(plan, Answers, cancellation);
            }
        }
        catch (Exception wrong) when (wrong is FormatException or PlanRefusedException)
        {
            throw new CommandFailure($"{AnswersFile}: {wrong.Message}", wrong);
        }
    }

    /// <summary>The years before this one that have grades, in order.</summary>
    public ImmutableArray<FiscalYear> GradedBefore(FiscalYear year) => Grades is null
        ? []
        : [.. Grades.Items.Values.Concat(Grades.Measures.Values).SelectMany(years => years.Keys).Where(y => y < year).Distinct().Order()];

    /// <summary>The years before this one that have answers, in order.</summary>
    public ImmutableArray<FiscalYear> AnsweredBefore(Plan plan, FiscalYear year) => Answers is null
        ? []
        : [.. FormerAnswersJson.Read(plan, Answers).Values.SelectMany(years => years.Keys).Where(y => y < year).Distinct().Order()];

    private static PastGrades Read(string file, byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return PastFiles.ReadGrades(json.RootElement);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new CommandFailure($"{file}: 過去の評価として読めません。plan importが作ったファイルか、見本の計画のpast.jsonと見比べてください。", wrong);
        }
    }
}
