using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Tests.Plans;

namespace GyoseiFlow.Review.Tests.Rules;

public class ChapterTextMustBeSoundTests
{
    [Theory]
    [InlineData("")]
    [InlineData("　\n")]
    [InlineData("平均は{{highestMean}}です")]
    [InlineData("平均は{{itemCountです")]
    [InlineData("表\tの中")]
    public void Write_WhatAPlanFileCouldNotHave_IsRefused(string text) =>
        Assert.NotEmpty(Assert.IsType<ChapterTextMustBeSound>(
            Refused.By(() => ChapterTexts.None.With(Chapter.Introduction, text))).Problems);

    [Fact]
    public void Write_PlaceholderIsUnknown_SaysWhichAndWhere()
    {
        var rule = Refused.By(() => ChapterTexts.None.With(Chapter.Method, "一行目\n{{itemCounts}}"));

        Assert.Contains("2行目: 差し込み「itemCounts」はありません。", rule.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Sound_TakesThePlaceOfThePlansTextAndOfNoOther()
    {
        var plans = Tomakomai.Plan.Document;

        var own = ChapterTexts.None.With(Chapter.GeneralReview, "{{itemCount}}項目を\r\n評価した。");

        Assert.Equal(plans with { GeneralReview = new TextTemplate("{{itemCount}}項目を\n評価した。") }, own.ApplyTo(plans));
        Assert.Equal(plans, own.Without(Chapter.GeneralReview).ApplyTo(plans));
    }
}
