using DocumentFormat.OpenXml.Wordprocessing;

namespace GyoseiFlow.Documents.Word;

/// <summary>The page, its footer and the document's settings.</summary>
internal static class WordSettings
{
    /// <summary>The footer's relationship.</summary>
    public const string Footer = "footer";

    private const int Margin = 1020;

    /// <summary>Contents and page numbers are worked out when the file is opened.</summary>
    public static Settings Settings() => new(
        new DefaultTabStop { Val = 840 },
        new CharacterSpacingControl { Val = CharacterSpacingValues.CompressPunctuation },
        new UpdateFieldsOnOpen { Val = true },
        new Compatibility(new CompatibilitySetting
        {
            Name = CompatSettingNameValues.CompatibilityMode,
            Uri = "http://schemas.microsoft.com/office/word",
            Val = "15",
        }),
        new ThemeFontLanguages { Val = "ja-JP", EastAsia = "ja-JP" });

    /// <summary>－ 3 －.</summary>
    public static Footer PageNumber() => new(WordText.Paragraph(
        "Footer", [WordText.Run("－ "), .. WordText.Field("PAGE", "1"), WordText.Run(" －")]));

    /// <summary>A4, upright; the cover has no number.</summary>
    public static SectionProperties Page() => new(
        new FooterReference { Type = HeaderFooterValues.Default, Id = Footer },
        new PageSize { Width = 11906, Height = 16838 },
        new PageMargin { Top = 1130, Bottom = 1130, Left = Margin, Right = Margin, Header = 567, Footer = 567, Gutter = 0 },
        new TitlePage());
}
