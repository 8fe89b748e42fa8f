using System.CommandLine;
using System.Text;
using GyoseiFlow.Local.Planning;
using GyoseiFlow.Local.Storage;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Local.Commands;

/// <summary>plan new: a plan file to begin with, from a few answers.</summary>
internal static class PlanNewCommand
{
    private const string Back = "戻る";

    public static Command Create()
    {
        var file = new Option<string>("--out") { Description = "書くファイル", HelpName = "FILE", DefaultValueFactory = _ => "plan.yaml" };
        var answers = NewPlan.Questions.ToDictionary(
            q => q,
            q => new Option<string?>($"--{q.Name}") { Description = $"{q.Text}。例: {q.Example}", HelpName = "VALUE" });
        var create = new Command(
            "new",
            "いくつかの質問に答えると、計画ファイルのひな型を書きます。答えはオプションでも書けます。端末でないところで実行すると、質問せずにオプションだけで書きます。")
        {
            file,
        };
        foreach (var option in answers.Values)
        {
            create.Add(option);
        }

        create.SetAction((parsed, cancellation) =>
        {
            var plan = new NewPlan();
            foreach (var (question, option) in answers)
            {
                if (parsed.GetValue(option) is { } answer)
                {
                    plan[question.Name] = answer.Trim();
                }
            }

            var given = answers.Where(a => parsed.GetValue(a.Value) is not null).Select(a => a.Key.Name).ToHashSet(StringComparer.Ordinal);
            return RunAsync(plan, given, parsed.GetRequiredValue(file), parsed.InvocationConfiguration.Output, cancellation);
        });
        return create;
    }

    private static async Task<int> RunAsync(
        NewPlan plan, HashSet<string> given, string path, TextWriter output, CancellationToken cancellation)
    {
        if (File.Exists(path) || Directory.Exists(path))
        {
            throw new CommandFailure($"{path}: すでにあります。上書きしないので、--out で別の名前を指定してください。");
        }

        if (!Console.IsInputRedirected)
        {
            await AskAsync(plan, given, Console.In, output, cancellation);
        }

        var yaml = Checked(plan);
        await WriteAsync(path, yaml, cancellation);
        await CommandLine.WriteAsync(output, $"""
            「{path}」を書きました。次にすること:
              1 ★のついた行から順に、自分の計画の内容に書き換えます
              2 plan check {path}     誤りがないか調べます
              3 plan preview {path}   個票の画面と公表する文書の見本を見ます
              4 rehearse {path}       いつ、だれに、どんなメールが届くかを見ます
            「{PlanSchemaFile.Name}」も同じフォルダーに置きました。対応したエディター（VS Code など）では、書き方の説明と誤りが表示されます。
            """);
        return 0;
    }

    /// <summary>Asks what was not given, each again until its answer can be used.</summary>
    internal static async Task AskAsync(
        NewPlan plan, IReadOnlySet<string> given, TextReader input, TextWriter output, CancellationToken cancellation)
    {
        await CommandLine.WriteAsync(output, $"答えを入れてEnterを押します。[ ] の中でよければ、そのままEnterを押します。前の質問に戻るときは「{Back}」と入れます（前に入れた答えは [ ] に出ます）。");
        List<NewPlanQuestion> asked = [.. NewPlan.Questions.Where(q => q.IsAsked && !given.Contains(q.Name))];
        var answered = new Stack<int>();
        var typed = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < asked.Count;)
        {
            var question = asked[at];
            if (question.IsOfCommittee && !plan.HasCommittee)
            {
                at++;
                continue;
            }

            // What was typed before is offered again. What was only taken as usual isn't kept: it may be otherwise by what was changed since.
            var usual = typed.GetValueOrDefault(question.Name) ?? question.Default?.Invoke(plan);
            await output.WriteAsync($"{question.Text}{(usual is null ? $" 例: {question.Example}" : $" [{usual}]")}\n> ");
            await output.FlushAsync(cancellation);
            var line = (await input.ReadLineAsync(cancellation) ?? throw new OperationCanceledException("No more answers.")).Trim();
            if (line == Back)
            {
                at = answered.Count > 0 ? answered.Pop() : 0;
                plan.Forget(asked[at].Name);
                continue;
            }

            plan[question.Name] = line.Length == 0 ? usual ?? "" : line;
            if (await IsWrongAsync(plan, question, output))
            {
                plan.Forget(question.Name);
                continue;
            }

            if (line.Length > 0)
            {
                typed[question.Name] = plan[question.Name];
            }

            answered.Push(at++);
        }
    }

    private static async Task<bool> IsWrongAsync(NewPlan plan, NewPlanQuestion question, TextWriter output)
    {
        if (plan.ProblemOf(question) is not { } problem)
        {
            return false;
        }

        await CommandLine.WriteAsync(output, $"  {problem}");
        return true;
    }

    private static string Checked(NewPlan plan)
    {
        var missing = plan.Missing.Select(q => $"--{q.Name} を指定してください（{q.Text}。例: {q.Example}）。").ToArray();
        if (missing.Length > 0)
        {
            throw new CommandFailure(FileProblems.Text(missing));
        }

        var wrong = NewPlan.Questions.Where(q => !q.IsOfCommittee || plan.HasCommittee)
            .Select(q => plan.ProblemOf(q) is { } problem ? $"--{q.Name}: {problem}" : null).OfType<string>().ToArray();
        var yaml = plan.Write();
        return wrong.Length == 0 && PlanReader.Read(yaml).Plan is not null
            ? yaml
            : throw new CommandFailure(FileProblems.Text(wrong.Length > 0 ? wrong : [.. PlanReader.Read(yaml).Problems.Select(p => p.Message)]));
    }

    private static async Task WriteAsync(string path, string yaml, CancellationToken cancellation)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(path, yaml, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellation);
            PlanSchemaFile.WriteBeside(path);
        }
        catch (Exception unwritable) when (DiskTrouble.Is(unwritable))
        {
            throw new CommandFailure($"{path}: 書き込めません（{DiskTrouble.Reason(unwritable)}）。--out で別の場所を指定してください。", unwritable);
        }
    }
}
