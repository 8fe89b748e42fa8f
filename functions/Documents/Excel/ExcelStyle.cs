using GyoseiFlow.Documents.Opinion;

namespace GyoseiFlow.Documents.Excel;

/// <summary>The cell formats of excel/styles.xml.</summary>
internal static class ExcelStyle
{
    public const uint Head = 1;
    public const uint Day = 10;
    private const uint Words = 2;
    private const uint Mark = 3;
    private const uint LongWords = 4;
    private const uint WholeNumber = 5;
    private const int MostDecimals = 4;

    // Old versions of Excel show a longer text as ##### when its format is text.
    private const int MostInTextFormat = 255;

    /// <summary>A text's format; one that stays text when somebody edits it.</summary>
    public static uint OfText(string text, PaperLook look) =>
        text.Length > MostInTextFormat ? LongWords : look == PaperLook.Words ? Words : Mark;

    /// <summary>A number's format, with as many decimals as it was rounded to.</summary>
    public static uint OfNumber(decimal number) => WholeNumber + (uint)Math.Min((int)number.Scale, MostDecimals);
}
