using GyoseiFlow.App.Tests.Towns;

namespace GyoseiFlow.App.Tests.Architecture;

/// <summary>A new city needs a new file, not new code: no code says what city it is for.</summary>
public class CityTests
{
    private static readonly string[] Cities =
        ["tomakomai", "ebetsu", "sapporo", "fuchu", "toyama", "苫小牧", "江別", "札幌", "府中", "富山"];

    // Which of the plans is played where no other is asked for.
    private static readonly string[] Choices =
    [
        "functions/Local/Commands/DemoCommand.cs", "functions/Local/Commands/ServeCommand.cs",
        "functions/Local/Demo/DemoData.cs", "functions/Local/Demo/YearScript.cs", "functions/Local/Serving/SampleYear.cs",
        "functions/Local/Serving/Server.cs",
    ];

    [Fact]
    public void Code_NamesNoCity_ButTheSampleThatIsShownFirst()
    {
        var files = Sources.Code("functions").Where(path => !path.Contains("/Plans/tomakomai/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(files);
        Assert.Equal(Choices, files.Where(NamesACity).Order(StringComparer.Ordinal));
    }

    // Comments may say for whose sake something is as it is.
    private static bool NamesACity(string path) => Sources.Read(path).Split('\n')
        .Select(line => line.Trim())
        .Where(line => !line.StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("@*", StringComparison.Ordinal))
        .Any(line => Cities.Any(city => line.Contains(city, StringComparison.OrdinalIgnoreCase)));
}
