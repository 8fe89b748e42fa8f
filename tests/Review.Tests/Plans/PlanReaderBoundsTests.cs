using System.Diagnostics;
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GyoseiFlow.Review.Plans;
using Xunit.Abstractions;

namespace GyoseiFlow.Review.Tests.Plans;

/// <summary>What isn't a plan at all: broken YAML, hostile YAML, and files changed at random.</summary>
public class PlanReaderBoundsTests(ITestOutputHelper log)
{
    // MiB. Allocation is the same on every machine; the largest here takes a fraction of this.
    private const double MostAllocated = 1_024;

    private const string Unreadable = "この近くが計画ファイルとして読めません。字下げ、「:」の後の空白、引用符や括弧の閉じ忘れを確かめてください。";

    [Theory]
    [InlineData("")]
    [InlineData("# 説明だけ\n")]
    public void Read_Nothing_IsOneProblem(string yaml) => AssertOne(yaml, 1, 1, "計画ファイルが空です。計画の内容を書いてください。");

    [Theory]
    [InlineData("city: 苫小牧市\ncityCode", "city: 苫小牧市\ncityCode: «@x\ncityCode")]
    [InlineData("city: 苫小牧市\ncityCode", "city: \"\\U99999999\"\ncityCode", "city«:")]
    [InlineData("city: 苫小牧市\ncityCode", "city: !<> 苫小牧市\ncityCode", "city«:")]
    public void Read_BrokenYaml_IsOneProblemWhereTheParserGivesUp(string passage, string replacement, string? marked = null)
    {
        var (yaml, line, column) = Tomakomai.Broken(passage, marked is null ? replacement : replacement.Replace("city:", marked, StringComparison.Ordinal));

        AssertOne(yaml, line, column, Unreadable);
    }

    [Theory]
    [InlineData("  meanRounding: { decimals: 1, mode: halfUp }\n\n", "«\tmeanRounding: { decimals: 1, mode: halfUp }\n\n", "字下げにタブが使われています。半角の空白に直してください。")]
    [InlineData("    caps:\n      - { criterion: progress, atMost: 1, grade: B }\n\n  # 取", "«\u3000\u3000caps:\n      - { criterion: progress, atMost: 1, grade: B }\n\n  # 取", "字下げに全角の空白が使われています。半角の空白に直してください。")]
    [InlineData("city: 苫小牧市\ncityCode", "city«：苫小牧市\ncityCode", "キーの後に全角の「：」が使われています。半角の「:」と半角の空白に直してください。")]
    public void Read_SlipsOfJapaneseKeyboards_AreNamed(string passage, string replacement, string message)
    {
        var (yaml, line, column) = Tomakomai.Broken(passage, replacement);

        AssertOne(yaml, line, column, message);
    }

    [Fact]
    public void Read_WideSpaceBeforeAKey_IsNamed()
    {
        var (yaml, line, column) = Tomakomai.Broken("city: 苫小牧市\ncityCode", "city: 苫小牧市\n«\u3000cityCode");

        Assert.Contains(
            new PlanProblem(line, column, "", "字下げに全角の空白が使われています。半角の空白に直してください。"),
            PlanReader.Read(yaml).Problems);
    }

    [Fact]
    public void Read_ListInsteadOfAPlan_IsOneProblem() =>
        AssertOne("- a\n- b\n", 1, 1, "「キー: 値」を並べて書いてください。「:」の後の空白と字下げを確かめてください。");

    [Fact]
    public void Read_TwoDocuments_IsOneProblem()
    {
        var (yaml, line, column) = Tomakomai.Marked(Tomakomai.Yaml + "«---\nid: other\n");

        AssertOne(yaml, line, column, "「---」の後に別の文書があります。1つのファイルには1つの計画だけを書いてください。");
    }

    [Fact]
    public void Read_UnknownAlias_IsOneProblem() =>
        AssertOne("id: *nobody\n", 1, 5, "「*nobody」が指す「&nobody」が、ここより前にありません。");

    [Fact]
    public void Read_AliasToItself_IsOneProblem() =>
        AssertOne("id: &a [*a]\n", 1, 9, "「*a」が指す「&a」が、ここより前にありません。");

    [Fact]
    public void Read_AnchorsAndAliases_AreAllowed()
    {
        var yaml = Tomakomai.Yaml
            .Replace("{ decimals: 1, mode: halfUp }\n\n", "&rounding { decimals: 1, mode: halfUp }\n\n", StringComparison.Ordinal)
            .Replace("{ decimals: 1, mode: halfUp }\n  # chair", "*rounding\n  # chair", StringComparison.Ordinal);

        var plan = PlanReader.Read(yaml).Plan;

        Assert.NotNull(plan);
        Assert.Equal(plan.Scoring.MeanRounding, plan.Committee.MeanRounding);
    }

    [Fact]
    public void Read_MistakeInAnAliasedPart_IsReportedOnce()
    {
        var yaml = Tomakomai.Yaml
            .Replace("{ decimals: 1, mode: halfUp }\n\n", "&rounding { decimals: 9, mode: halfUp }\n\n", StringComparison.Ordinal)
            .Replace("{ decimals: 1, mode: halfUp }\n  # chair", "*rounding\n  # chair", StringComparison.Ordinal);

        Assert.Single(PlanReader.Read(yaml).Problems);
    }

    [Fact]
    public void Read_BillionLaughs_IsRefusedAtOnce()
    {
        var yaml = new StringBuilder("a0: &a0 [x, x]\n");
        for (var i = 1; i < 40; i++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");
        }

        // Walking through a1 meets 2 aliases, a2 6, a3 14 … a8 510: with a8, on line 9, the file has met 1,004.
        AssertOne(yaml.ToString(), 9, 5, "「*」による参照が多すぎます（展開して1,000か所まで）。参照を減らしてください。");
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public void Read_ManyAliases_AreCounted(int aliases, bool allowed)
    {
        var yaml = "a: &a x\nb: [" + string.Join(", ", Enumerable.Repeat("*a", aliases)) + "]\n";

        Assert.Equal(allowed, !PlanReader.Read(yaml).Problems.Any(p => p.Message.Contains("参照が多すぎます", StringComparison.Ordinal)));
    }

    [Fact]
    public void Read_DeepNesting_IsRefused() =>
        AssertOne("a: " + new string('[', 100_000), 1, 44, "入れ子が深すぎます（40段まで）。括弧や字下げを確かめてください。");

    [Fact]
    public void Read_HalfACharacter_IsReported()
    {
        var reading = PlanReader.Read(Tomakomai.Yaml.Replace("edition: 1 ", "edition: \uD800 ", StringComparison.Ordinal));

        Assert.Equal("読めない文字（文字化け）があります。UTF-8で保存し直し、文字を確かめてください。", Assert.Single(reading.Problems).Message);
    }

    public static TheoryData<string, string> HostileFiles => new()
    {
        { "unknown keys", string.Concat(Enumerable.Range(0, 100_000).Select(i => $"key{i}: x\n")) },
        { "the same key", string.Concat(Enumerable.Repeat("key: x\n", 200_000)) },
        { "unknown departments", Tomakomai.Yaml.Replace("[zaisei, service, kyodo, minkatsu]", $"[{string.Join(", ", Enumerable.Range(0, 100_000).Select(i => $"t{i}"))}]", StringComparison.Ordinal) },
        { "reminders", Tomakomai.Yaml.Replace("[-3, 1, 3]", $"[{string.Join(", ", Enumerable.Repeat("1", 300_000))}]", StringComparison.Ordinal) },
        { "braces", Tomakomai.Yaml.Replace("{{bestTheme}}が", new string('{', 1_000_000), StringComparison.Ordinal) },
        { "an endless word", "id: " + new string('a', 1_900_000) },
        { "brackets closed twice", "a: " + new string('[', 500_000) + new string('}', 500_000) },
        { "commas of a Japanese keyboard", "a: [" + string.Concat(Enumerable.Repeat("x、", 500_000)) + "]\n" },
        { "quotes", "a: [" + string.Concat(Enumerable.Repeat("\"x, ", 300_000)) },
        { "dashes", string.Concat(Enumerable.Repeat("- ", 900_000)) },
        { "question marks", string.Concat(Enumerable.Repeat("? ", 900_000)) },
        { "anchors", string.Concat(Enumerable.Range(0, 100_000).Select(i => $"k{i}: &a{i} x\n")) },
    };

    [Theory]
    [MemberData(nameof(HostileFiles), DisableDiscoveryEnumeration = true)]
    public void Read_HostileFile_TakesBoundedMemoryAndTime(string name, string yaml)
    {
        var clock = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var plan = PlanReader.Read(yaml).Plan;

        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / (1024.0 * 1024.0);
        log.WriteLine($"{name}: {yaml.Length / 1024.0:0} Ki characters, {allocated:0.0} MiB allocated, {clock.ElapsedMilliseconds} ms");
        Assert.Null(plan);
        Assert.InRange(allocated, 0, MostAllocated);
        // Quadratic work on 2 MB takes minutes, on however busy a machine.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void Read_TooLong_IsRefused() =>
        AssertOne(new string('#', PlanReader.MaxLength + 1), 1, 1, "計画ファイルが大きすぎます（200万文字まで）。別のファイルを選んでいないか確かめてください。");

    [Fact]
    public void Read_ByteOrderMarkAndCrLf_MakeNoDifference()
    {
        var windows = "\uFEFF" + Tomakomai.Yaml.Replace("\n", "\r\n", StringComparison.Ordinal);

        var reading = PlanReader.Read(windows);

        Assert.Empty(reading.Problems);
        Assert.Equal(Tomakomai.Plan.Document.GeneralReview, reading.Plan!.Document.GeneralReview);
    }

    [Fact]
    public void Read_PlaceholderMistakeWithCrLf_IsReportedWhereItIs()
    {
        var (yaml, line, column) = Tomakomai.Broken("{{bestTheme}}が", "«{{bestThema}}が");

        var problem = Assert.Single(PlanReader.Read(yaml.Replace("\n", "\r\n", StringComparison.Ordinal)).Problems);

        Assert.Equal((line, column), (problem.Line, problem.Column));
    }

    [Fact]
    public void Read_AnyLineDeleted_IsSoundOrSaysWhatIsWrong()
    {
        var lines = Tomakomai.Yaml.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            AssertSoundOrExplained(string.Join('\n', lines.Where((_, line) => line != i)));
        }
    }

    [Fact]
    public void Read_AnyKeyRenamed_SaysWhatIsWrong()
    {
        var keys = Tomakomai.Yaml.Split('\n').SelectMany((line, i) => Keys(line).Select(at => (Line: i, At: at))).ToArray();
        var property = Prop.ForAll(
            Gen.Elements(keys).ToArbitrary(),
            Gen.Elements("x", "nama", "id", "名前", "\"\"", "~", "1", "<<").ToArbitrary(),
            (key, name) =>
            {
                var lines = Tomakomai.Yaml.Split('\n');
                var line = lines[key.Line];
                lines[key.Line] = line[..key.At] + name + line[line.IndexOf(':', key.At)..];
                AssertSoundOrExplained(string.Join('\n', lines));
            });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), property);
    }

    [Fact]
    public void Read_AnyPassageMangled_IsSoundOrSaysWhatIsWrong()
    {
        var property = Prop.ForAll(
            Gen.Choose(0, Tomakomai.Yaml.Length - 20).ToArbitrary(),
            Gen.Choose(0, 20).ToArbitrary(),
            Gen.Elements("", ":", ": ", "- ", "[", "}", "\"", "'", "|", ">", "&a ", "*a", "!!int ", "%", "@", "`", "\t", "\0", "\uFFFF", "\\U99999999", "\"\\U99999999\"", "\uD800", "#", "---\n", "...\n", "? ", "{{", "\n").ToArbitrary(),
            (at, length, insert) => AssertSoundOrExplained(Tomakomai.Yaml[..at] + insert + Tomakomai.Yaml[(at + length)..]));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), property);
    }

    private static IEnumerable<int> Keys(string line)
    {
        if (line.TrimStart().StartsWith('#'))
        {
            yield break;
        }

        for (var i = 0; i < line.Length; i++)
        {
            if (char.IsAsciiLetter(line[i]) && (i == 0 || line[i - 1] is ' ') && (i < 2 || line[i - 2] is ' ' or '{' or ',' or '-'))
            {
                var end = i;
                while (end < line.Length && char.IsAsciiLetterOrDigit(line[end]))
                {
                    end++;
                }

                if (end + 1 < line.Length && line[end] == ':' && line[end + 1] == ' ')
                {
                    yield return i;
                }
            }
        }
    }

    private static void AssertSoundOrExplained(string yaml)
    {
        var reading = PlanReader.Read(yaml);
        var lines = yaml.Split('\n').Length;

        Assert.Equal(reading.Plan is null, reading.Problems.Any(p => p.Severity == PlanProblemSeverity.Error));
        Assert.All(reading.Problems, problem =>
        {
            Assert.InRange(problem.Line, 1, lines + 1);
            Assert.InRange(problem.Column, 1, int.MaxValue);
            Assert.EndsWith("。", problem.Message, StringComparison.Ordinal);
        });
    }

    private static void AssertOne(string yaml, int line, int column, string message)
    {
        var reading = PlanReader.Read(yaml);

        Assert.Null(reading.Plan);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((line, column, message), (problem.Line, problem.Column, problem.Message));
    }
}
