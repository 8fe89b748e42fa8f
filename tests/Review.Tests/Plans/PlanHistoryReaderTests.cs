using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Tests.Plans;

/// <summary>What a plan file says of what was, and each kind of mistake in it with its place and words.</summary>
public class PlanHistoryReaderTests
{
    private const string Koho = "- { id: koho, name: 広報課, mail: koho@example.jp, headMail: koho-cho@example.jp }";

    private const string Joho = "\n  - { id: joho, name: 情報課, mail: joho@example.jp, headMail: joho-cho@example.jp, from: R4 }";

    public static TheoryData<string, string, string, string> Mistakes => new()
    {
        { Koho, Ended("until: R3, became: [«johoo]") + Joho, "departments[0].became[0]", "部署「johoo」はdepartmentsにありません。「joho」の間違いではありませんか。" },
        { Koho, Ended("became: «[joho]") + Joho, "departments[0].became", "引き継ぐ部署（became）を書くときは、この部署の最後の年度を until に書いてください。" },
        { Koho, Ended("until: R2, became: [«joho]") + Joho, "departments[0].became[0]", "部署「情報課」はR3にありません。from と until を確かめ、R3にある部署を書いてください。" },
        { Koho, Ended("from: R4, until: «R3"), "departments[0].until", "最後の年度（until: R3）が最初の年度（from: R4）より前です。年度を確かめてください。" },
        { Koho, Ended("former: [{ until: «R9, name: 前 }]"), "departments[0].former[0].until", "former の until（R9）は、そのことが最後に当てはまった年度です。R1から、R5までの年度を書いてください。" },
        { "    name: 働き方\n", "    name: 働き方\n    former: [{ until: «R5, name: 前 }]\n", "items[1].former[0].until", "former の until（R5）は、そのことが最後に当てはまった年度です。R1から、R4までの年度を書いてください。" },
        { "    name: 働き方\n", "    name: 働き方\n    former: [{ until: R2, name: 前 }, { until: «R2, name: 前の前 }]\n", "items[1].former[1].until", "最後の年度「R2」は¶former: [{ until: R2¶行目にもあります。どちらかを直してください。" },
        { "        flags: [新規, DX]\n", "        flags: [新規, DX]\n        former: [{ until: «R2 }]\n", "items[0].measures[0].former[0].until", "former には、until のほかに、変わる前の内容を1つ以上書いてください。" },
        { "        flags: [新規, DX]\n", "        flags: [新規, DX]\n        former: [{ until: R2, departments: [«kouho] }]\n", "items[0].measures[0].former[0].departments[0]", "部署「kouho」はdepartmentsにありません。「koho」の間違いではありませんか。" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Read_Mistake_IsNamedWithItsPlaceAndWhatToDo(string passage, string replacement, string path, string message)
    {
        var (yaml, line, column) = UnscoredPlan.Broken(passage, replacement);

        Assert.Contains(new PlanProblem(line, column, path, Tomakomai.WithLineNumbers(message, yaml)), PlanReader.Read(yaml).Problems);
    }

    /// <summary>Where it is open who answers, the mistake is said once, where the measure names its offices.</summary>
    [Theory]
    [InlineData("until: R3, became: [joho, shokuin]", "部署「広報課」はR3までで、情報課、職員課に分かれました。R3の評価（R4に実施）からの担当を departments に書き、それまでの担当を former に until と departments で書いてください。")]
    [InlineData("until: R3", "部署「広報課」はR4にはありません。R3の評価（R4に実施）からの担当を departments に書き、それまでの担当を former に until と departments で書いてください。")]
    public void Read_OpenWhoAnswers_IsNamedAtTheMeasure(string ended, string message)
    {
        var yaml = UnscoredPlan.Yaml.Replace(Koho, Ended(ended) + Joho, StringComparison.Ordinal);
        var problem = Assert.Single(PlanReader.Read(yaml).Problems);

        Assert.Equal(("items[0].measures[0].departments[0]", message), (problem.Path, problem.Message));
        Assert.Equal(Tomakomai.LineOf("departments: [koho]", yaml), problem.Line);
    }

    [Fact]
    public void Read_Reorganisation_FollowsThroughTheYears()
    {
        var yaml = UnscoredPlan.Yaml.Replace(
            Koho, Ended("until: R3, became: [joho], former: [{ until: R2, name: 秘書広報課 }]") + Joho, StringComparison.Ordinal);
        var plan = PlanReader.Read(yaml).Plan!;

        Assert.Equal(("秘書広報課", "広報課", "情報課"), (Lead(1), Lead(2), Lead(3)));

        string Lead(int year)
        {
            var view = plan.In(new FiscalYear(2018 + year));
            return view.Department(view.Measures.First().Departments[0]).Name;
        }
    }

    private static string Ended(string how) => Koho.Replace(" }", $", {how} }}", StringComparison.Ordinal);
}
