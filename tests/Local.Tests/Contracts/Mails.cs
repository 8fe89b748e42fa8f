using GyoseiFlow.App.Ports;

namespace GyoseiFlow.Local.Tests.Contracts;

/// <summary>A mail as the secretariat sends them.</summary>
internal static class Mails
{
    public static MailMessage Task() => new(
        "tomakomai/R6/sheet/7/Task/取組①",
        "gyokaku@city.example.jp",
        "苫小牧市 総務部 行政監理室（行政創革プラン進行管理担当）",
        ["byoin-keiei@example.jp", "byoin-iji@example.jp"],
        ["zaisei@example.jp"],
        "【依頼】令和6年度 行政創革プラン進捗状況シートの作成について（実践項目7　市立病院経営強化プランの策定と推進）😀",
        "市立病院経営管理課　御中\n\n進捗状況シートの作成をお願いします。\n期限：令和7年5月16日（金）\n",
        new DateTimeOffset(2025, 4, 24, 15, 30, 0, TimeSpan.Zero));
}
