using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Tests.Rules;

public class EveryRuleTests
{
    [Fact]
    public void Rules_Each_HasATestClassOfItsName()
    {
        var tests = typeof(EveryRuleTests).Assembly.GetTypes().Select(t => t.Name).ToHashSet();
        var rules = typeof(BrokenRule).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(BrokenRule))).Select(t => $"{t.Name}Tests").ToList();

        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.Contains(rule, tests));
    }
}
