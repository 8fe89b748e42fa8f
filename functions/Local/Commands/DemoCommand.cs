using System.CommandLine;

namespace GyoseiFlow.Local.Commands;

/// <summary>demo: one year of Tomakomai's review in seconds.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--out") { Description = "結果を置くフォルダー", HelpName = "DIR", DefaultValueFactory = _ => "demo" };
        var resume = new Option<bool>("--resume") { Description = "中断したところから続けます" };
        var seed = new Option<int>("--seed") { Description = "担当部署や委員の動きを決める数", HelpName = "N", DefaultValueFactory = _ => 1 };
        var demo = new Command("demo", "苫小牧市の1年間の評価を、仮の時計で数秒のうちに進めます。") { folder, resume, seed };
        demo.SetAction((_, _) => Task.FromException<int>(new CommandFailure("demo はまだ用意されていません。")));
        return demo;
    }
}
