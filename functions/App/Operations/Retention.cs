using System.Globalization;
using GyoseiFlow.Review.Calendar;
using Microsoft.Extensions.Configuration;

namespace GyoseiFlow.App.Operations;

/// <summary>
/// How long personal data is kept (保存期間). As for documents (文書管理規程), the years count from the 1st of April that follows. How
/// many they are is for the city to say; without the setting nothing is deleted but what is of no use any more.
/// </summary>
/// <param name="Years">1 to 100; null for ever.</param>
public sealed record Retention(int? Years)
{
    /// <summary>The setting's name.</summary>
    public const string Setting = "RetentionYears";

    /// <summary>Reads the setting.</summary>
    /// <exception cref="FormatException">It is no number from 1 to 100.</exception>
    public static Retention Of(IConfiguration? settings)
    {
        var text = settings?[Setting];
        if (string.IsNullOrWhiteSpace(text))
        {
            return new Retention((int?)null);
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var years) && years is >= 1 and <= 100
            ? new Retention(years)
            : throw new FormatException($"設定 {Setting} の「{text}」は使えません。保存する年数を、1から100までの数字で書いてください。空なら削除しません。");
    }

    /// <summary>Whether the time of what ended on a day is over.</summary>
    public bool IsOver(DateOnly ended, DateOnly today) =>
        Years is { } years && today >= new DateOnly(FiscalYear.Of(ended).Next.Year + years, 4, 1);
}
