using System.CommandLine;

namespace GyoseiFlow.Local.Commands;

/// <summary>demo, as the command line offers it; what it does is in <see cref="Demo.DemoCommand"/>.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--out")
        {
            Description = "結果を置くフォルダー",
            HelpName = "DIR",
            DefaultValueFactory = _ => "demo-out",
        };
        var resume = new Option<bool>("--resume") { Description = "中断したところから続けます" };
        var seed = new Option<ulong>("--seed")
        {
            Description = "部署や委員の動き（遅れ、採点）を決める数。同じ数なら同じ結果になります",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var demo = new Command("demo", "苫小牧市の1年間の評価を、仮の時計で開始から公表まで進め、データ・メール・公表サイトを残します。")
        {
            folder,
            resume,
            seed,
        };
        demo.SetAction(async (parsed, cancellation) =>
        {
            await Demo.DemoCommand.RunAsync(parsed.GetValue(folder)!, parsed.GetValue(resume), parsed.GetValue(seed), cancellation);
            return 0;
        });
        return demo;
    }
}
