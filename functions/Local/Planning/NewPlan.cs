using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Local.Planning;

/// <summary>What was answered about a new plan, by question; what was not is as most have it.</summary>
internal sealed class NewPlan
{
    private const string None = "なし";

    private static readonly BusinessCalendar BusinessDays = new([]);

    private readonly Dictionary<string, string> _answers = new(StringComparer.Ordinal);

    /// <summary>What can be asked, in order.</summary>
    public static ImmutableArray<NewPlanQuestion> Questions { get; } =
    [
        new("city", "市町村の名前", "小町市", "city") { IsAsked = true },
        new("city-code", "全国地方公共団体コード（6桁の数字。総務省の一覧にあります）", "012131", "cityCode") { IsAsked = true },
        new("name", "計画の名前", "小町市行政改革プラン", "name") { IsAsked = true },
        new("first-year", "計画の最初の年度（R6 など）", "R6", "firstYear") { IsAsked = true },
        new("last-year", "計画の最後の年度", "R10", "lastYear") { IsAsked = true },
        new("year", "最初に評価する年度（計画の中の年度。日程を書く年度です）", "R6", "cycles[0].year") { IsAsked = true, Default = plan => plan["first-year"] },
        new("kind", "評価のしかた（scored 点数をつける／indicators 指標の実績を書く／progress 進み具合を段階で書く）", "scored", null)
        {
            IsAsked = true, Default = _ => "scored",
        },
        new("departments", "担当部署の名前（「,」で区切って並べます）", "財政課,企画課", "departments") { IsAsked = true, Default = _ => "財政課,企画課" },
        new("committee", "審議会・委員会の名前（ないときは「なし」）", "小町市行政改革審議会", "committee.name") { IsAsked = true, Default = _ => None },
        new("due", "個票の期限（2025-04-25 の形）", "2025-04-25", "cycles[0].selfEvaluation.due")
        {
            IsAsked = true, Default = plan => Day(BusinessDays.AddBusinessDays(plan.Date("opens"), 18)),
        },
        new("committee-due", "委員評価の期限", "2025-06-20", "cycles[0].committee.due")
        {
            IsAsked = true, IsOfCommittee = true, Default = plan => Day(BusinessDays.AddBusinessDays(plan.Date("committee-opens"), 22)),
        },
        new("publication", "公表日", "2025-07-30", "cycles[0].publication")
        {
            IsAsked = true,
            Default = plan => Day(BusinessDays.AddBusinessDays(plan.Date(plan.HasCommittee ? "committee-due" : "due"), 25)),
        },
        new("id", "計画のid（英小文字・数字・ハイフン。公表ページのアドレスに入ります）", "komachi", "id") { Default = _ => "gyokaku" },
        new("opens", "依頼を送る日", "2025-04-01", "cycles[0].opens") { Default = plan => Day(plan.FirstDay) },
        new("committee-opens", "委員評価の開始日", "2025-05-20", "cycles[0].committee.opens")
        {
            IsOfCommittee = true, Default = plan => Day(BusinessDays.AddBusinessDays(plan.Date("due"), 12)),
        },
        new("office", "事務局の部署の名前", "小町市 総務課", "mail.fromName") { Default = plan => $"{plan["city"]} 行政改革担当" },
    ];

    /// <summary>Whether there is a committee.</summary>
    public bool HasCommittee => this["committee"] != None;

    private static IEnumerable<string> Kinds => ["scored", "indicators", "progress"];

    // The review of a year begins after it.
    private DateOnly FirstDay => BusinessDays.NextOnOrAfter(
        FiscalYear.TryParse(this["year"], out var year) ? year.Next.First : new DateOnly(2025, 4, 1));

    /// <summary>An answer, or what it is where none was given.</summary>
    public string this[string question]
    {
        get => _answers.TryGetValue(question, out var answer) ? answer
            : Questions.First(q => q.Name == question) is { Default: { } usual } ? usual(this)
            : "";
        set => _answers[question] = Typed(question, value);
    }

    /// <summary>Takes an answer back.</summary>
    public void Forget(string question) => _answers.Remove(question);

    /// <summary>What must still be answered.</summary>
    public IEnumerable<NewPlanQuestion> Missing => Questions.Where(q => q.Default is null && !_answers.ContainsKey(q.Name));

    /// <summary>What is wrong with an answer; null when nothing is.</summary>
    public string? ProblemOf(NewPlanQuestion question)
    {
        var answer = this[question.Name];
        if (string.IsNullOrWhiteSpace(answer))
        {
            return "空白です。入力してください。";
        }

        if (question.Name == "kind" && !Kinds.Contains(answer, StringComparer.Ordinal))
        {
            return $"「{answer}」は使えません。{string.Join("、", Kinds)} のどれかを書いてください。";
        }

        if (question.Name == "city-code" && !(answer.Length == 6 && answer.All(char.IsAsciiDigit)))
        {
            return $"「{answer}」は6桁の数字ではありません。全国地方公共団体コードを、最後の検査数字まで入れてください（12131 は 012131 です）。";
        }

        // Whatever else is wrong, the plan's own reader says.
        var problems = PlanReader.Read(Write()).Problems;
        return problems.FirstOrDefault(p => p.Path == question.Path || (question.Name == "departments" && p.Path.StartsWith("departments", StringComparison.Ordinal)))?.Message;
    }

    /// <summary>The plan file.</summary>
    public string Write()
    {
        var names = this["departments"].Split([',', '、', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var kind = this["kind"];
        var hasBallots = HasCommittee && kind == "scored";
        var blocks = new HashSet<string>(StringComparer.Ordinal)
        {
            kind,
            kind == "scored" ? "scored" : "unscored",
            HasCommittee ? "committee" : "nocommittee",
            hasBallots ? "ballots" : "noballots",
            HasCommittee && !hasBallots ? "groups" : "",
        };
        return PlanTemplate.Write(blocks, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = this["id"],
            ["name"] = Scalar(this["name"]),
            ["city"] = Scalar(this["city"]),
            ["cityCode"] = this["city-code"],
            ["firstYear"] = this["first-year"],
            ["lastYear"] = this["last-year"],
            ["year"] = this["year"],
            ["departments"] = string.Join('\n', names.Select(Department)),
            ["dept1"] = IdOf(0),
            ["dept2"] = IdOf(names.Length > 1 ? 1 : 0),
            ["committee"] = Scalar(this["committee"]),
            ["opens"] = this["opens"],
            ["due"] = this["due"],
            ["committeeOpens"] = this["committee-opens"],
            ["committeeDue"] = this["committee-due"],
            ["publication"] = this["publication"],
            ["office"] = Scalar(this["office"]),
            ["title"] = Scalar($"{this["name"]}の評価結果"),
            // In comments and texts over several lines nothing needs quotes.
            ["nameAsIs"] = this["name"],
            ["cityAsIs"] = this["city"],
            ["officeAsIs"] = this["office"],
        });
    }

    // ０１２１３１ and 2025/4/25 are clear enough; the file has them as it must.
    private static string Typed(string question, string answer)
    {
        if (Questions.First(q => q.Name == question) is not { IsPlain: true })
        {
            return answer;
        }

        var narrow = answer.Normalize(NormalizationForm.FormKC).Trim();
        return DateOnly.TryParseExact(narrow, ["yyyy/M/d", "yyyy.M.d", "yyyy-M-d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Day(day) : narrow;
    }

    private static string Department(string name, int index) =>
        $"  - {{ id: {IdOf(index)}, name: {Scalar(name, isInBraces: true)}, mail: {IdOf(index)}@example.jp, headMail: {IdOf(index)}-cho@example.jp }}";

    private static string IdOf(int index) => string.Create(CultureInfo.InvariantCulture, $"busho{index + 1}");

    // Quoted only where YAML would take it for something else: people read the file.
    private static string Scalar(string text, bool isInBraces = false) =>
        text.Length > 0 && (text.AsSpan().ContainsAny(":#\"'\\") || (isInBraces && text.AsSpan().ContainsAny(",{}[]")) || "-?&*!|>%@`{[]},~ ".Contains(text[0], StringComparison.Ordinal))
            ? $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
            : text;

    private DateOnly Date(string question) =>
        DateOnly.TryParseExact(this[question], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : FirstDay;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A question about a new plan.</summary>
/// <param name="Name">Its option's name, without dashes.</param>
/// <param name="Text">What is asked.</param>
/// <param name="Example">An answer.</param>
/// <param name="Path">Where the plan's reader reports a wrong answer; null where it can't.</param>
internal sealed record NewPlanQuestion(string Name, string Text, string Example, string? Path)
{
    /// <summary>Whether a person is asked, or only an option answers.</summary>
    public bool IsAsked { get; init; }

    /// <summary>Whether it is about the committee, where there is one.</summary>
    public bool IsOfCommittee { get; init; }

    /// <summary>Whether its answer is digits, a year, a day or an id, so that full width is only a slip.</summary>
    public bool IsPlain => Name is "city-code" or "first-year" or "last-year" or "year" or "kind" or "id" or "due" or "opens" or "committee-opens" or "committee-due" or "publication";

    /// <summary>The usual answer; null where there is none.</summary>
    public Func<NewPlan, string>? Default { get; init; }
}
