using GyoseiFlow.App.Cycles;
using GyoseiFlow.App.Mail;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Sheets;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace GyoseiFlow.Local.Demo;

/// <summary>Shows how the year goes: stage, virtual date, sheets by state, mails out.</summary>
internal abstract class DemoProgress
{
    /// <summary>Live on a terminal; a line for each new stage and each week elsewhere.</summary>
    public static DemoProgress On(TextWriter output) =>
        ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi
            ? new LiveProgress(AnsiConsole.Console)
            : new LineProgress(output);

    /// <summary>Runs the work with the display around it.</summary>
    public abstract Task RunAsync(Func<Task> work);

    /// <summary>Whether showing now would tell anything new; the caller reads the status only then.</summary>
    public abstract bool Wants(DateTimeOffset virtualNow);

    /// <summary>Shows the status.</summary>
    public abstract void Show(DateTimeOffset virtualNow, CycleStatus status, string stage);

    private static int Sent(CycleStatus status) => status.Mails.GetValueOrDefault(OutboxState.Sent);

    private sealed class LineProgress(TextWriter output) : DemoProgress
    {
        private static readonly TimeSpan Pause = TimeSpan.FromDays(7);
        private DateTimeOffset _shown = DateTimeOffset.MinValue;

        public override Task RunAsync(Func<Task> work) => work();

        public override bool Wants(DateTimeOffset virtualNow) => virtualNow - _shown >= Pause;

        public override void Show(DateTimeOffset virtualNow, CycleStatus status, string stage)
        {
            _shown = virtualNow;
            var date = Wareki.FormatWithWeekday(JapanTime.DateOf(virtualNow));
            var sheets = string.Join(' ', status.Sheets.Select(s => $"{s.Key.Label()}{s.Value}"));
            output.WriteLine($"{date} 【{stage}】 個票: {sheets} メール: {Sent(status)}通");
        }
    }

    private sealed class LiveProgress(IAnsiConsole console) : DemoProgress
    {
        // Ten pictures a second are enough to watch; more would only cost time.
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
        private long _shown;
        private LiveDisplayContext? _display;

        public override Task RunAsync(Func<Task> work) =>
            console.Live(new Text("準備しています…")).StartAsync(display =>
            {
                _display = display;
                return work();
            });

        public override bool Wants(DateTimeOffset virtualNow) => _shown == 0 || TimeProvider.System.GetElapsedTime(_shown) >= Pause;

        public override void Show(DateTimeOffset virtualNow, CycleStatus status, string stage)
        {
            _shown = TimeProvider.System.GetTimestamp();
            _display?.UpdateTarget(Picture(virtualNow, status, stage));
        }

        private static Panel Picture(DateTimeOffset virtualNow, CycleStatus status, string stage)
        {
            var chart = new BreakdownChart().Width(72);
            foreach (var (state, count) in status.Sheets)
            {
                chart.AddItem(state.Label(), count, ColorOf(state));
            }

            var rows = new List<IRenderable>
            {
                new Text($"{Wareki.FormatWithWeekday(JapanTime.DateOf(virtualNow))}   段階: {stage}   送信したメール: {Sent(status)}通"),
            };
            if (status.Sheets.Count > 0)
            {
                rows.Add(chart);
            }

            return new Panel(new Rows(rows)) { Header = new PanelHeader("年度サイクル") };
        }

        private static Color ColorOf(SheetState state) => state switch
        {
            SheetState.NotStarted => Color.Grey,
            SheetState.Drafting => Color.Yellow,
            SheetState.Submitted => Color.Blue,
            SheetState.Returned => Color.Red,
            SheetState.Accepted => Color.Green,
            _ => Color.Purple,
        };
    }
}
