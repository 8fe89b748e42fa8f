using System.Collections.Frozen;

namespace GyoseiFlow.App.Pages.Shell;

/// <summary>
/// What of a form that could not be taken is worth copying: what people typed, under the words of its page. What pages send of their own
/// accord (which button, which version) goes along unseen.
/// </summary>
internal static class HeldWords
{
    private const string Other = "入力した内容";

    private static readonly FrozenDictionary<string, string> s_labels = new Dictionary<string, string>
    {
        ["score"] = "評点",
        ["opinion"] = "意見",
        ["comment"] = "コメント",
        ["reason"] = "理由",
        ["due"] = "期限",
        ["wanted"] = "希望する期限",
        ["note"] = "申し送り",
        ["name"] = "氏名",
        ["mail"] = "メールアドレス",
        ["head"] = "所属長のメールアドレス",
        ["address"] = "メールアドレス",
        ["remarks"] = "その他",
        ["place"] = "場所",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Label and text, in the order of the form.</summary>
    public static IEnumerable<(string Label, string Text)> Of(PostedForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return from field in form.Fields
               where !string.IsNullOrWhiteSpace(field.Value)
               let label = s_labels.GetValueOrDefault(field.Key)
               where label is not null || IsTyped(field.Value)
               select (label ?? Other, field.Value);
    }

    // Ids, tags and words of ours are letters and digits without a blank. The sign-in's own addresses begin with a slash.
    private static bool IsTyped(string text) => text.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or '/' or ':' or '?' or '=' or '&' or '%'));
}
