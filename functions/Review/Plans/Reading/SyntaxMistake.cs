namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Says that the file isn't YAML, where no line shows why: YamlDotNet says it in English and in a parser's words.</summary>
internal static class SyntaxMistake
{
    public const string Message = "この近くが計画ファイルとして読めません。字下げ、「:」の後の空白、引用符や括弧の閉じ忘れを確かめてください。";

    /// <param name="reached">The end of what could be read.</param>
    /// <param name="failed">Where the parser gave up; some of its errors don't say where they are.</param>
    public static Place PlaceOf(Place reached, Place failed) => failed.Line < reached.Line ? reached : failed;
}
