using System.Collections.Immutable;
using System.Globalization;

namespace GyoseiFlow.Documents.Tests;

public class DeterminismTests
{
    [Theory]
    [InlineData("ja-JP")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public async Task SameYear_GivesTheSameBytes_UnderAnyCulture(string culture)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        var expected = await OpinionDocument.RenderAsync(Tomakomai.R6);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);

            AssertSame(expected, await Task.Run(() => OpinionDocument.RenderAsync(Tomakomai.R6)));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    [Theory]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("America/Anchorage")]
    public async Task SameYear_GivesTheSameBytes_InAnyTimeZone(string zone)
    {
        var before = Environment.GetEnvironmentVariable("TZ");
        var expected = await OpinionDocument.RenderAsync(Tomakomai.R6);
        try
        {
            SetZone(zone);

            AssertSame(expected, await OpinionDocument.RenderAsync(Tomakomai.R6));
        }
        finally
        {
            SetZone(before);
        }
    }

    private static void SetZone(string? zone)
    {
        Environment.SetEnvironmentVariable("TZ", zone);
        TimeZoneInfo.ClearCachedData();
    }

    private static void AssertSame(ImmutableArray<PublishedFile> expected, ImmutableArray<PublishedFile> actual)
    {
        Assert.Equal(expected.Select(f => f.Path), actual.Select(f => f.Path));
        Assert.All(expected.Zip(actual), pair => Assert.True(pair.First.Content.Span.SequenceEqual(pair.Second.Content.Span), pair.First.Path));
    }
}
