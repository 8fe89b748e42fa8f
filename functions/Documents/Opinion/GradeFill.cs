namespace GyoseiFlow.Documents.Opinion;

/// <summary>How a grade's area is filled, by its rank: 0 is the best.</summary>
internal static class GradeFill
{
    public static string Stripes(string figure) => figure + "-stripes";

    public static string Dots(string figure) => figure + "-dots";

    /// <summary>The fill attribute; null where the style fills.</summary>
    public static string? Of(string figure, int rank) => rank switch
    {
        1 => $"url(#{Stripes(figure)})",
        2 => $"url(#{Dots(figure)})",
        _ => null,
    };

    /// <summary>The class of the area.</summary>
    public static string Area(int rank) => rank == 0 ? "area full" : rank <= 2 ? "area" : "area empty";

    /// <summary>The class of a text on it.</summary>
    public static string Text(int rank) => rank == 0 ? "on-full" : "on-pattern";
}
