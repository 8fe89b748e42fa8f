using System.Text.RegularExpressions;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Tests.Mails;

/// <summary>docs/mail.md says which process emits which mail, and keeps step with the code.</summary>
public partial class MailGuideTests
{
    private static readonly ILookup<string, string> Emitters = Rows().ToLookup(r => r.Groups["purpose"].Value, r => r.Groups["emitters"].Value);

    public static TheoryData<MailPurpose> Purposes => [.. Enum.GetValues<MailPurpose>()];

    [Theory]
    [MemberData(nameof(Purposes))]
    public void Guide_EachPurpose_NamesTheMethodsThatEmitIt(MailPurpose purpose)
    {
        var emitters = Method().Matches(Assert.Single(Emitters[$"{purpose}"]));

        Assert.NotEmpty(emitters);
        Assert.All(emitters, emitter =>
        {
            var (type, method) = (emitter.Groups["type"].Value, emitter.Groups["method"].Value);
            Assert.Contains(Types(), t => t.Name == type && t.GetMethod(method) is not null);
            Assert.Matches($@"MailPurpose\.{purpose}\b|\.(To)?{purpose}\(", File.ReadAllText(SourceOf(type)));
        });
    }

    [Theory]
    [MemberData(nameof(Purposes))]
    public void Guide_EachPurpose_NamesEveryClassThatSpeaksOfIt(MailPurpose purpose)
    {
        var named = Method().Matches(Assert.Single(Emitters[$"{purpose}"])).Select(m => m.Groups["type"].Value);
        // The mail room writes for all of them.
        var speaking = Directory.EnumerateFiles(Path.Combine(Sources.Root, "functions/App"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/App/Mail/", StringComparison.Ordinal))
            .Where(file => Regex.IsMatch(File.ReadAllText(file), $@"MailPurpose\.{purpose}\b", default, TimeSpan.FromSeconds(1)))
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Except(["CalendarMail", "BoardReader", "BallotsReader", "Visit", "PurposeLabel"]);

        Assert.Subset(named.ToHashSet(), speaking.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Purposes))]
    public void Guide_EachPurpose_SaysWhetherItHasADeadline(MailPurpose purpose) =>
        Assert.Equal(
            MailPlaceholders.Of(purpose).OfOneLine.Contains("due"),
            Rows().Single(r => r.Groups["purpose"].Value == $"{purpose}").Groups["ics"].Value is "yes" or "when ahead");

    private static IEnumerable<Type> Types() => typeof(ServiceRegistration).Assembly.GetTypes().Concat(typeof(Occasions).Assembly.GetTypes());

    private static string SourceOf(string type) => Directory
        .EnumerateFiles(Path.Combine(Sources.Root, "functions"), $"{type}.cs", SearchOption.AllDirectories)
        .Single(file => !file.Contains("/obj/", StringComparison.Ordinal));

    private static MatchCollection Rows() => Row().Matches(File.ReadAllText(Path.Combine(Sources.Root, "docs/mail.md")));

    [GeneratedRegex(
        @"^\| `(?<purpose>\w+)` \|[^|]*\|[^|]*\| (?<emitters>[^|]*) \|[^|]*\| (?<ics>[^|]*) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<type>\w+)\.(?<method>\w+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Method();
}
