using GyoseiFlow.Documents.Html;
using GyoseiFlow.Documents.Opinion;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.Documents.Word;

/// <summary>訂正: what the versions after the first changed and why, the latest first.</summary>
internal static class WordCorrections
{
    public static void Write(WordBody body, ReviewedYear year)
    {
        body.Heading(1, Headings.Corrections, onNewPage: true);
        body.Add("BodyText", ChangeWords.Introduction(year));
        foreach (var correction in year.Corrections.Reverse())
        {
            body.Heading(2, ChangeWords.Heading(correction));
            body.Fact("訂正の理由", correction.Reason);
            body.Fact("前の版", $"第{Printed.Number(correction.Version - 1)}版");
            body.Table(CorrectionTable.Of(correction));
        }
    }
}
