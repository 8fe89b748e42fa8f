using System.Text.RegularExpressions;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Calendar;
using Microsoft.DurableTask.Client;

namespace GyoseiFlow.App.Tests.NineRules;

/// <summary>Time comes from the orchestration's clock or a TimeProvider; a year can be run in seconds.</summary>
public partial class Rule5_TimeFromAClockTests
{
    /// <summary>Each with what it uses there and why that decides nothing in the review.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        // Ids that only have to be new.
        ["functions/Durable/Engine/EngineClient.cs"] = ["Guid.NewGuid"],
        ["functions/Local/Storage/SqliteRecordStore.cs"] = ["Guid.NewGuid"],
        ["functions/Local/Demo/DemoCorrection.cs"] = ["Guid.NewGuid"],
        // How long a command took, for the person who waited.
        ["functions/Local/Commands/DemoCommand.cs"] = ["Stopwatch"],
        // Waits by the host's clock, which it names.
        ["functions/Local/Hosting/TimerLoop.cs"] = ["Task.Delay"],
        ["functions/Local/Serving/SampleClock.cs"] = ["Task.Delay"],
    };

    [Fact]
    public void Sources_All_TakeNoTimeAndNoChanceFromTheMachine()
    {
        var found =
            from path in Sources.Code("functions")
            from line in Sources.Read(path).Split('\n')
            where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
            from match in Machine().Matches(Text().Replace(line, "\"\"")).Select(m => m.Value)
            where !Allowed.GetValueOrDefault(path, []).Contains(match)
            select $"{path}: {line.Trim()}";

        Assert.Empty(found);
    }

    [Fact]
    public void Sources_AllowedOnes_StillNeedIt() =>
        Assert.All(Allowed, file => Assert.All(file.Value, use => Assert.Contains(use, Sources.Read(file.Key), StringComparison.Ordinal)));

    [Theory]
    [InlineData("var now = DateTimeOffset.UtcNow;", true)]
    [InlineData("await Task.Delay(5);", true)]
    [InlineData("var id = Guid.NewGuid();", true)]
    [InlineData("var random = new Random(1);", true)]
    [InlineData("var now = clock.GetUtcNow();", false)]
    [InlineData("context.NewGuid()", false)]
    public void Pattern_Line_IsFound(string line, bool expected) => Assert.Equal(expected, Machine().IsMatch(line));

    [Fact]
    public void App_Review_Documents_AreHeldToItByTheCompilerToo()
    {
        var props = Sources.Read("functions/Directory.Build.props");
        Assert.All(["Review", "Documents", "App"], name => Assert.Contains($"== '{name}'", props, StringComparison.Ordinal));
        Assert.Contains("P:System.DateTimeOffset.UtcNow;", Sources.Read("functions/BannedSymbols.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Year_Whole_EveryMomentInTheStoreIsOnTheVirtualClock()
    {
        await using var town = await Town.OpenedAsync();
        var (from, to) = (JapanTime.At(SmallPlan.Opens, new TimeOnly(9, 0)), new DateTimeOffset(2025, 8, 1, 0, 0, 0, TimeSpan.Zero));

        await town.PlayYearAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Completed, await town.RunAsync());
        Assert.All(await town.ListAsync<AuditEntry>("audit/"), a => Assert.InRange(a.At, from, to));
        Assert.All(await town.ListAsync<SubmissionRecord>("submission/"), s => Assert.InRange(s.At, from, to));
        Assert.All(await town.MailsAsync(), m => Assert.InRange(m.EndedAt!.Value, from, to));
        Assert.All(town.Post.Left, m => Assert.InRange(m.At, from, to));
    }

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\bStopwatch\b|\bTask\.Delay\b|\bThread\.Sleep\b|\bRandom\.Shared\b|\bnew Random\b|\bGuid\.(NewGuid|CreateVersion7)\b|\bEnvironment\.TickCount", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Machine();

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.None, 1000)]
    private static partial Regex Text();
}
