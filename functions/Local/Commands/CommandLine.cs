using System.CommandLine;
using System.CommandLine.Invocation;
using GyoseiFlow.App.Ports;
using GyoseiFlow.Durable;
using GyoseiFlow.Local.Storage;

namespace GyoseiFlow.Local.Commands;

/// <summary>The program's commands, and how each of them ends: 0 done, 1 not done, 2 wrongly asked.</summary>
internal static class CommandLine
{
    private const int Failed = 1;
    private const int WronglyAsked = 2;
    private const int Interrupted = 130;

    // After Ctrl+C or SIGTERM: what is running is finished, but not waited for for ever.
    private static readonly TimeSpan s_longestStop = TimeSpan.FromSeconds(20);

    /// <summary>Runs what the arguments ask for.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = errors,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = s_longestStop,
        };
        var parsed = Root().Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            await WriteAsync(errors, string.Join('\n', UsageMistakes.Of(parsed)));
            await WriteAsync(errors, "使い方は --help を付けると表示されます。");
            return WronglyAsked;
        }

        try
        {
            return await parsed.InvokeAsync(configuration);
        }
        catch (CommandFailure e)
        {
            await WriteAsync(errors, e.Message);
            return Failed;
        }
        catch (SqliteFileException e)
        {
            // Its messages are written for people already.
            await WriteAsync(errors, e.Message);
            return Failed;
        }
        catch (StoreUnavailableException e)
        {
            await WriteAsync(errors, $"{e.Message}Azuriteを起動してから、もう一度実行してください。demo は、--resume を付けると続きから進みます。");
            return Failed;
        }
        catch (OperationCanceledException)
        {
            await WriteAsync(errors, "中断しました。");
            return Interrupted;
        }
        catch (Exception e)
        {
            // The last resort: a person still gets one sentence, not a stack trace.
            await WriteAsync(errors, DiskTrouble.Is(e) ? DiskTrouble.Explain(e) : $"予期しない問題が起きました（{e.GetType().Name}）。");
            return Failed;
        }
    }

    /// <summary>One line, or several, of a message.</summary>
    public static Task WriteAsync(TextWriter writer, string text) => writer.WriteAsync(text + "\n");

    // The place where commands are registered.
    private static RootCommand Root()
    {
        var root = new RootCommand("行政計画の年次評価（自己評価・審議会・意見書の公表）を進めるプログラムです。")
        {
            DemoCommand.Create(),
            ServeCommand.Create(),
            AggregateCommand.Create(),
            PlanCommand.Create(),
            RehearseCommand.Create(),
            VerifyCommand.Create(),
            CorrectCommand.Create(),
            BackupCommand.Create(),
            BackupCommand.CreateRestore(),
        };
        JapaneseHelp.Use(root);
        return root;
    }
}
