using System.Collections.Immutable;
using GyoseiFlow.Review.Figures;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Scoring;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Review.Tests.Figures;

public class ProgressMeanTests
{
    private static readonly ProgressScale Fuchu = new(
        ImmutableSortedDictionary<int, string>.Empty
            .Add(1, "遅れが生じている").Add(2, "やや遅れているが、概ね順調").Add(3, "目標達成に向けて順調"),
        Rounding.HalfUpToOneDecimal);

    [Theory]
    [InlineData(new[] { 2, 3, 2 }, "2.3", "2 やや遅れているが、概ね順調")]
    [InlineData(new[] { 1, 1 }, "1.0", "1 遅れが生じている")]
    [InlineData(new[] { 2, 3 }, "2.5", "3 目標達成に向けて順調")]
    [InlineData(new[] { 3 }, "3.0", "3 目標達成に向けて順調")]
    public void Of_Steps_IsTheMeanWithTheWordingOfItsStep(int[] steps, string mean, string printed)
    {
        var answer = new ProgressAnswer(steps.Select((step, i) => (Id: $"p{i}", step)).ToImmutableSortedDictionary(p => p.Id, p => p.step));

        var progress = ProgressMean.Of(Fuchu, answer)!;

        Assert.Equal((mean, printed), (progress.Mean.ToString(System.Globalization.CultureInfo.InvariantCulture), progress.Printed));
    }

    [Fact]
    public void Of_NoSteps_IsNoMean() => Assert.Null(ProgressMean.Of(Fuchu, new ProgressAnswer(ImmutableSortedDictionary<string, int>.Empty)));
}
