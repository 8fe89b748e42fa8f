using System.CommandLine;
using System.CommandLine.Parsing;

namespace GyoseiFlow.Local.Commands;

/// <summary>What is wrong with the arguments, in Japanese: System.CommandLine's own Japanese covers only some of it.</summary>
internal static class UsageMistakes
{
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var unknown = parsed.UnmatchedTokens.Select(token => $"「{token}」がわかりません。").ToArray();

        // An unknown word makes the rest wrong too; only the word is worth saying.
        return unknown.Length > 0 ? unknown : parsed.Errors.SelectMany(e => Mistakes(e.SymbolResult)).Distinct();
    }

    private static string[] Mistakes(SymbolResult? result) => result switch
    {
        OptionResult option => [Mistake(option)],
        ArgumentResult { Parent: OptionResult option } => [Mistake(option)],
        ArgumentResult argument => [argument.Tokens.Count == 0
            ? $"{argument.Argument.Name} を指定してください。"
            : $"「{argument.Tokens[^1].Value}」は {argument.Argument.Name} に使えません。"],
        CommandResult command => Mistakes(command),
        _ => ["指定にまちがいがあります。"],
    };

    private static string Mistake(OptionResult option) => option.Tokens.Count switch
    {
        0 => option.Implicit ? $"{option.Option.Name} を指定してください。" : $"{option.Option.Name} のあとに値を書いてください。",
        1 when option.Option.ValueType == typeof(ulong?) =>
            $"{option.Option.Name} には0以上の整数を書いてください（「{option.Tokens[0].Value}」は使えません）。",
        1 => $"{option.Option.Name} に「{option.Tokens[0].Value}」は使えません。",
        _ => $"{option.Option.Name} は一つだけ指定してください。",
    };

    private static string[] Mistakes(CommandResult command)
    {
        var missing = command.Command.Options
            .Where(o => o.Required && (command.GetResult(o) is null or { Implicit: true }))
            .Select(o => $"{o.Name} を指定してください。");
        var arguments = command.Command.Arguments
            .Where(a => command.GetResult(a) is null or { Tokens.Count: 0 })
            .Select(a => $"{a.Name} を指定してください。");
        string[] mistakes = [.. missing, .. arguments];
        return mistakes.Length > 0
            ? mistakes
            : [$"コマンドを指定してください（{string.Join("、", command.Command.Subcommands.Select(c => c.Name))}）。"];
    }
}
