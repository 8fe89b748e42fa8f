using System.CommandLine;
using System.Text;
using GyoseiFlow.Documents.Spreadsheets;
using GyoseiFlow.Local.Planning;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Local.Commands.Import;

/// <summary>plan import: makes a plan file and its past grades from a city's list.</summary>
internal static class ImportCommand
{
    private static readonly string[][] Template =
    [
        [.. ListColumns.Names, "R5", "R6"],
        ["1", "新たな財源の確保", "財政、サービス", "1", "広告料の確保", "財政課、企画課", "R5", "", "", "A", "B"],
        ["1", "新たな財源の確保", "財政、サービス", "2", "ふるさと納税", "企画課", "R5", "2025-03", "", "B", "-"],
        ["1", "新たな財源の確保", "財政、サービス", "", "", "", "", "", "", "A", "B"],
    ];

    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Description = "一覧（.xlsx、またはUTF-8かShift_JISの.csv）", Arity = ArgumentArity.ZeroOrOne };
        var target = new Option<string>("--out") { Description = "作る計画ファイル（past.jsonも同じフォルダーに作ります）", DefaultValueFactory = _ => "plan.yaml" };
        var template = new Option<string?>("--template") { Description = "一覧のひな形を、この名前（.xlsx か .csv）で作ります" };
        var name = new Option<string?>("--name") { Description = "計画の名前" };
        var city = new Option<string?>("--city") { Description = "市の名前" };
        var id = new Option<string>("--id") { Description = "計画のid（英小文字・数字・ハイフン）", DefaultValueFactory = _ => "plan" };
        var first = new Option<string?>("--first") { Description = "最初の年度（R2など）。なければ、一覧のいちばん早い年度" };
        var last = new Option<string?>("--last") { Description = "最後の年度。なければ、一覧のいちばん遅い年度" };
        var command = new Command(
            "import", "取組項目・実践項目・担当部署・過去の評価の一覧から、計画ファイルを作ります。読めないところは場所を示し、推測はしません。")
        {
            file, target, template, name, city, id, first, last,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(template) is { } wanted)
            {
                return await WriteTemplateAsync(wanted, output, cancellation);
            }

            var path = parsed.GetValue(file) ?? throw new CommandFailure("一覧のファイルを指定してください。ひな形は plan import --template 一覧.xlsx で作れます。");
            var list = await ListFile.ReadAsync(path, cancellation);
            return await ImportAsync(
                path, list, parsed.GetValue(target)!, Head, output, parsed.InvocationConfiguration.Error, cancellation);

            PlanHead Head(PlanList read) => new(
                parsed.GetValue(id)!,
                parsed.GetValue(name) ?? "（計画の名前）",
                parsed.GetValue(city) ?? "（市の名前）",
                Year(parsed.GetValue(first), "--first", read, years => years.Min()),
                Year(parsed.GetValue(last), "--last", read, years => years.Max()));
        });
        return command;
    }

    private static async Task<int> ImportAsync(
        string path, ListFile file, string target, Func<PlanList, PlanHead> head, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        if (file.Rows.Count == 0)
        {
            throw new CommandFailure($"{path}: 何も書かれていません。1行目に列の名前、2行目から一覧を書いてください。");
        }

        var list = PlanList.Read(file);
        await CommandLine.WriteAsync(output, file.Read);
        foreach (var notice in list.Notices)
        {
            await CommandLine.WriteAsync(output, $"注意: {notice}");
        }

        if (list.Problems.Count > 0)
        {
            await CommandLine.WriteAsync(errors, FileProblems.Text(list.Problems));
            await CommandLine.WriteAsync(errors, "計画ファイルは作っていません。一覧を直して、もう一度実行してください。");
            return 1;
        }

        var period = head(list);
        var yaml = PlanText.Yaml(list, period);
        var reading = PlanReader.Read(yaml);
        if (reading.Plan is not { } plan)
        {
            throw new CommandFailure(FileProblems.Text([.. reading.Problems.Select(p => PlanFile.Line(target, p))]) + "\n計画ファイルは作っていません。一覧を直してください。");
        }

        var past = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(target))!, PastFiles.Grades);
        var hasGrades = list.ItemGrades.Count + list.MeasureGrades.Count > 0;
        if (hasGrades)
        {
            // Before the plan is written: one without the other is only half.
            RefuseExisting(past);
        }

        await WriteNewAsync(target, Encoding.UTF8.GetBytes(yaml), cancellation);
        if (hasGrades)
        {
            await WriteNewAsync(past, Encoding.UTF8.GetBytes(PlanText.Past(list)), cancellation);
        }

        await CommandLine.WriteAsync(
            output,
            $"取組項目{plan.Items.Length}、実践項目{plan.Measures.Count()}、担当部署{plan.Departments.Length}、テーマ{plan.Themes.Length}を読み、{target}を作りました。");
        if (hasGrades)
        {
            await CommandLine.WriteAsync(
                output,
                $"過去の評価（実践項目{list.MeasureGrades.Values.Sum(y => y.Count)}件、取組項目{list.ItemGrades.Values.Sum(y => y.Count)}件）を{past}に書きました。採点のきまり（scoring）は一覧からわからないので、書いていません。");
        }

        try
        {
            PlanSchemaFile.WriteBeside(target);
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            throw new CommandFailure($"{PlanSchemaFile.Name}: 書けません（{DiskTrouble.Reason(e)}）。", e);
        }

        await CommandLine.WriteAsync(output, $"""
            計画の期間は{period.First}～{period.Last}年度、評価する年度は{plan.Cycles[0].Year}としました。違うときは、できたファイルを移し、--first と --last を付けてもう一度実行してください。
            一覧にないことは仮の値です。次にすること:
              1 {target}の「要確認」（{yaml.Split(PlanText.Check).Length - 1}か所）を確かめて直し、確かめたところの「要確認」の文字を消します
              2 plan check {target}     誤りと、残っている「要確認」を調べます
              3 plan preview {target}   個票の画面と公表する文書の見本を見ます
            「{PlanSchemaFile.Name}」も同じフォルダーに置きました。対応したエディター（VS Code など）では、書き方の説明と誤りが表示されます。
            """);
        return 0;
    }

    private static FiscalYear Year(string? typed, string option, PlanList list, Func<IEnumerable<FiscalYear>, FiscalYear> ofList) =>
        typed is not null
            ? FiscalYear.TryParse(typed, out var year) ? year : throw new CommandFailure($"{option}「{typed}」は年度として読めません。R2 のように書いてください。")
            : list.Years.Any() ? ofList(list.Years)
            : throw new CommandFailure($"一覧に年度がないので、計画の期間がわかりません。{option} R2 のように指定してください。");

    private static async Task<int> WriteTemplateAsync(string path, TextWriter output, CancellationToken cancellation)
    {
        var isCsv = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
        if (!isCsv && !path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
        {
            throw new CommandFailure($"{path}: ひな形の名前は .xlsx か .csv で終わるようにしてください。");
        }

        var csv = "\uFEFF" + string.Concat(Template.Select(row => string.Join(',', row) + "\r\n"));
        await WriteNewAsync(path, isCsv ? Encoding.UTF8.GetBytes(csv) : PlainBook.Write("取組一覧", Template), cancellation);
        await CommandLine.WriteAsync(output, $"一覧のひな形を{path}に作りました。2行目からの例を消して、書き込んでください。");
        return 0;
    }

    private static async Task WriteNewAsync(string path, byte[] bytes, CancellationToken cancellation)
    {
        RefuseExisting(path);
        try
        {
            await File.WriteAllBytesAsync(path, bytes, cancellation);
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            throw new CommandFailure($"{path}: 書けません（{DiskTrouble.Reason(e)}）。", e);
        }
    }

    private static void RefuseExisting(string path)
    {
        if (File.Exists(path))
        {
            throw new CommandFailure($"{path}: 同じ名前のファイルがあります。上書きはしません。別の名前にするか、ファイルを移してください。");
        }
    }
}
