using System.Net;
using System.Security.Cryptography.X509Certificates;
using GyoseiFlow.Local.Demo;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Local.Serving;

/// <summary>What a person who started a server needs to know.</summary>
internal static class Greeting
{
    /// <summary>The last line: it runs.</summary>
    public const string Running = "動いています。止めるには Ctrl+C を押してください。";

    /// <summary>What the sample's clock shows: 見本の時計: 令和7年4月16日(水) 10:00.</summary>
    public static string SampleClockLine(DateTimeOffset now)
    {
        var time = TimeOnly.FromDateTime(now.ToOffset(JapanTime.Offset).DateTime);
        return FormattableString.Invariant($"見本の時計: {Wareki.FormatWithWeekday(JapanTime.DateOf(now))} {time:HH':'mm}");
    }

    /// <summary>The address to open, as a person would type it.</summary>
    /// <param name="served">What the web server says.</param>
    /// <param name="certificate">Whose name a browser wants to see.</param>
    public static Uri Open(Uri served, X509Certificate2? certificate)
    {
        var isLocal = served.IsLoopback || (IPAddress.TryParse(served.Host.Trim('[', ']'), out var host)
            && (host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any)));
        var name = certificate?.GetNameInfo(X509NameType.DnsName, forIssuer: false);
        return new UriBuilder(served)
        {
            Host = !string.IsNullOrEmpty(name) ? name : isLocal ? "localhost" : served.Host,
        }.Uri;
    }

    /// <summary>Everything, once the server runs.</summary>
    public static IEnumerable<string> Lines(
        Uri open, DataFolder folder, IReadOnlyCollection<Plan> plans, bool isBehindProxy, bool hasPrinter, SampleStop? sample)
    {
        yield return "開くアドレス";
        yield return $"  入口       {open}";
        yield return $"  公表サイト {new Uri(open, PublicSite.Root + "/")}";
        yield return $"メールを置くフォルダー（1通が1つの .eml ファイル。メールソフトで開けます。名前の順に並べると、最後がいちばん新しいメールです）";
        yield return $"  {folder.Mail}";
        if (!hasPrinter)
        {
            yield return "PDFは作れません（ChromiumまたはChromeが見つかりません）。入れてからserveを始めると、意見書をPDFでも公表します。";
        }

        foreach (var line in plans.Count == 0 ? NoPlan(folder) : plans.SelectMany(SignIn))
        {
            yield return line;
        }

        foreach (var line in sample is null ? [] : plans.SelectMany(plan => SampleGuide.Lines(sample, plan, open)))
        {
            yield return line;
        }

        foreach (var plan in plans.Where(p => !isBehindProxy && !IsSameServer(p.Mail.BaseUrl, open)))
        {
            yield return $"注意: {plan.Name}のメールの中のリンクは {plan.Mail.BaseUrl} を指します（計画ファイルの baseUrl）。";
        }

        yield return Running;
    }

    private static string[] NoPlan(DataFolder folder) =>
    [
        "計画がまだ登録されていません。serveを止めて、次のように登録してください。",
        $"  dotnet run --project functions/Local -- plan add 計画ファイル.yaml --data {folder.Path}",
    ];

    private static IEnumerable<string> SignIn(Plan plan)
    {
        yield return $"サインイン（{plan.Name}）: 入口で次のどれかのアドレスを入れると、確認コードがそのアドレスへのメールで届きます。";
        yield return $"  事務局   {plan.Mail.SecretariatMail}";
        var department = plan.Department(plan.Measures.First().LeadDepartment);
        yield return $"  担当部署 {department.Mail}（{department.Name}）";
        foreach (var member in plan.Committee.Members.OrderBy(m => m.IsChair).DistinctBy(m => m.IsChair))
        {
            yield return $"  委員     {member.Mail}（{member.Role}）";
        }
    }

    private static bool IsSameServer(string baseUrl, Uri open) =>
        Uri.TryCreate(baseUrl, UriKind.Absolute, out var named)
        && string.Equals(named.GetLeftPart(UriPartial.Authority), open.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);
}
