using System.Collections.Immutable;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Tests.Orchestrations;

public class TomakomaiTests
{
    /// <summary>95 sheets, 11 members, a year: in virtual time, with the paper's own answers.</summary>
    [Fact]
    public async Task Year_Tomakomai_IsPublishedWithThePapersClosingFigures()
    {
        var data = DemoData.Read(Path.Combine(Sources.Root, "functions/Local/Plans/tomakomai"));
        var folder = Directory.CreateTempSubdirectory("tomakomai-").FullName;
        try
        {
            var demo = new DemoFolder(folder, data.Plan.Id, data.Cycle.Year);

            var status = await new DemoRun([data], demo, printPdf: false, DemoProgress.On(TextWriter.Null)).PlayAsync(stopped: null, askedSeed: 7, CancellationToken.None);

            Assert.Equal((CycleStage.Published, 1), (status.Stage, status.Version));
            Assert.Equal(95, status.Sheets.Values.Sum());
            Assert.Equal(11, status.Ballots.Values.Sum());
            Assert.Equal([Mail.OutboxState.Sent], status.Mails.Keys);
            Assert.Equal(status.Mails.Values.Sum(), Directory.EnumerateFiles(demo.Mail).Count());
            foreach (var mail in Directory.EnumerateFiles(demo.Mail))
            {
                Assert.True(MembersIn(await File.ReadAllTextAsync(mail), data.Plan.Committee.Members) <= 1, mail);
            }

            Assert.Contains("98.9", await File.ReadAllTextAsync(demo.Document), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Members are citizens: nobody's mail shows another's address.</summary>
    private static int MembersIn(string mail, ImmutableArray<Member> members)
    {
        var headers = mail.ReplaceLineEndings("\n").Split("\n\n")[0].Replace("\n ", " ", StringComparison.Ordinal).Split('\n');
        var shown = headers.Where(h => h.StartsWith("To:", StringComparison.Ordinal) || h.StartsWith("Cc:", StringComparison.Ordinal))
            .SelectMany(h => h[3..].Split([',', ' ', '<', '>'], StringSplitOptions.RemoveEmptyEntries))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        Assert.Contains(shown, address => address.Contains('@', StringComparison.Ordinal));
        return members.Count(m => shown.Contains(m.Mail));
    }
}
