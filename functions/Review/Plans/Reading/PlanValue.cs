using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>
/// A value of the file, about to be read as something. What isn't there, or isn't what it should be, is reported once and read as an
/// empty value.
/// </summary>
/// <param name="Node">null where the file has nothing.</param>
/// <param name="Path">Where it is in the structure.</param>
/// <param name="Problems">Where mistakes go.</param>
internal readonly partial record struct PlanValue(YamlNode? Node, string Path, ProblemList Problems)
{
    private const int MaxLineLength = 200;

    /// <summary>Whether it is a key that the plan chooses, read as a value.</summary>
    public bool IsKey { get; init; }

    public bool Exists => Node is not null;

    public Place Place => Node?.Place ?? Place.Start;

    public void Error(string message) => Problems.Add(Place, Path, message);

    public void Warn(string message) => Problems.Add(Place, Path, message, PlanProblemSeverity.Warning);

    public PlanSection Section()
    {
        Note(new PlanShape.Map());
        if (Node is not null and not YamlMap)
        {
            Error("「キー: 値」を並べて書いてください。「:」の後の空白と字下げを確かめてください。");
        }

        return new PlanSection(Node as YamlMap, Path, Problems);
    }

    public ImmutableArray<PlanValue> List(int atLeast = 0)
    {
        Note(new PlanShape.List(atLeast));
        if (Node is null)
        {
            return [];
        }

        if (Node is not YamlList list)
        {
            Error("「- 」で始まる行を並べるか、[ ] の中に並べて書いてください。");
            return [];
        }

        if (list.Items.Length < atLeast)
        {
            Error($"{atLeast}つ以上書いてください。");
        }

        var (path, problems) = (Path, Problems);
        return [.. list.Items.Select((item, i) => new PlanValue(item, $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]", problems))];
    }

    /// <summary>A text that may run over several lines.</summary>
    public string Text()
    {
        Note(new PlanShape.Text());
        return CleanText();
    }

    /// <summary>A text of one line, such as a name.</summary>
    public string Line()
    {
        Note(new PlanShape.Line(MaxLineLength));
        var text = CleanText().TrimEnd('\n');
        if (text.Contains('\n', StringComparison.Ordinal))
        {
            Error("1行で書いてください。");
            return "";
        }

        if (text.Length > MaxLineLength)
        {
            Error("長すぎます。200文字までで書いてください。");
            return "";
        }

        return text;
    }

    public string Id() => Matching(
        IdPattern(), "idに使えるのは英小文字・数字・ハイフンだけです（英小文字か数字で始め、40文字まで）。");

    /// <summary>Ids of form fields, which are property names in data: overallReason.</summary>
    public string FieldId() => Matching(
        FieldIdPattern(), "様式のidに使えるのは英数字とハイフンだけです（英小文字で始め、40文字まで）。");

    public string Code() => Matching(
        CodePattern(), "番号に使えるのは英数字・ハイフン・ピリオドだけです（英数字で始め、20文字まで）。");

    public string Mail() => Matching(MailPattern(), "メールアドレスの形ではありません。zaisei@city.example.jp のように書いてください。");

    public string Phone() => Matching(PhonePattern(), "電話番号の形ではありません。0144-00-0000 のように、半角の数字とハイフンで書いてください。");

    public int Integer(int min, int max) => IntegerIfAny(min, max) ?? min;

    /// <returns>null when there is no such number; what depends on it then has nothing to check.</returns>
    public int? IntegerIfAny(int min, int max)
    {
        Note(new PlanShape.Integer(min, max));
        if (Raw() is not { } text)
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            Error($"「{text}」は整数ではありません。{HalfWidthHint(text)}");
            return null;
        }

        if (number < min || number > max)
        {
            Error(string.Create(CultureInfo.InvariantCulture, $"{number}は使えません。{min}から{max}までの整数を書いてください。"));
            return null;
        }

        return number;
    }

    /// <returns>null when there is no number.</returns>
    public decimal? Number()
    {
        Note(new PlanShape.Number());
        if (Raw() is not { } text)
        {
            return null;
        }

        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Error($"「{text}」は数ではありません。{HalfWidthHint(text)}");
        return null;
    }

    public bool Flag()
    {
        Note(new PlanShape.Flag());
        switch (Raw())
        {
            case "true":
                return true;
            case "false" or null:
                return false;
            case var text:
                Error($"「{text}」ではなく、true（はい）か false（いいえ）を書いてください。");
                return false;
        }
    }

    public DateOnly Date()
    {
        Note(new PlanShape.Date());
        if (Raw() is not { } text)
        {
            return default;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= NationalHolidays.MinYear and < NationalHolidays.MaxYear)
        {
            return date;
        }

        Error($"「{text}」は日付として読めません。2025-04-25 のように、ある日を半角で書いてください。");
        return default;
    }

    public FiscalYear Year()
    {
        Note(new PlanShape.Year());
        if (Raw() is not { } text)
        {
            return default;
        }

        if (FiscalYear.TryParse(text, out var year) && year.Year is >= NationalHolidays.MinYear and < NationalHolidays.MaxYear)
        {
            return year;
        }

        Error($"「{text}」は年度として読めません。R6、令和6年度、2024 のように書いてください。");
        return default;
    }

    /// <returns>null when there is no such year; what depends on it then has nothing to check.</returns>
    public FiscalYear? YearIfAny() => Year() is var year && year != default ? year : null;

    /// <summary>One of an enumeration's names, written in camel case.</summary>
    public T OneOf<T>()
        where T : struct, Enum => TryOneOf<T>(out var value) ? value : default;

    /// <summary>As <see cref="OneOf"/>, for readers to whom the first name isn't as good as none.</summary>
    public bool TryOneOf<T>(out T value)
        where T : struct, Enum
    {
        value = default;
        Note(new PlanShape.OneOf(Enum.GetValues<T>().Select(NameOf)));
        if (Raw() is not { } text)
        {
            return false;
        }

        foreach (var candidate in Enum.GetValues<T>())
        {
            if (NameOf(candidate) == text)
            {
                value = candidate;
                return true;
            }
        }

        string[] names = [.. Enum.GetValues<T>().Select(NameOf)];
        Error($"「{text}」は使えません。{Nearest.Hint(text, names) ?? $"{string.Join("、", names)} のどれかを書いてください。"}");
        return false;
    }

    public static string NameOf<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    // What a key says is not what stands at it.
    private void Note(PlanShape.Reading kind)
    {
        if (!IsKey)
        {
            Problems.Shape?.Kind(Path, kind);
        }
    }

    private string CleanText()
    {
        var text = Raw() ?? "";
        if (text.Any(c => char.IsControl(c) && c is not '\n'))
        {
            Error("文字として表せない制御文字かタブがあります。消してください。");
            return "";
        }

        return text;
    }

    private string Matching(Regex pattern, string otherwise)
    {
        Note(new PlanShape.Matching(pattern.ToString()));
        if (Raw() is not { } text)
        {
            return "";
        }

        if (pattern.IsMatch(text))
        {
            return text;
        }

        Error($"「{text}」は使えません。{otherwise}");
        return "";
    }

    // null: nothing to read, and whoever should know has been told.
    private string? Raw()
    {
        switch (Node)
        {
            case null:
                return null;
            // Half a character reads as U+FFFD, which also stands where a file in Shift_JIS was taken for UTF-8.
            case YamlText { IsNull: false, Text: var garbled } when garbled.EnumerateRunes().Contains(Rune.ReplacementChar):
                Error("読めない文字（文字化け）があります。UTF-8で保存し直し、文字を確かめてください。");
                return null;
            case YamlText { IsNull: false, Text: var text } when !string.IsNullOrWhiteSpace(text):
                return text;
            case YamlText:
                Error("値がありません。値を書くか、この行を消してください。");
                return null;
            default:
                Error("ここには1つの値を書いてください。字下げと括弧を確かめてください。");
                return null;
        }
    }

    private static string HalfWidthHint(string text)
    {
        var halfWidth = text.Normalize(NormalizationForm.FormKC);
        return halfWidth != text && decimal.TryParse(halfWidth, CultureInfo.InvariantCulture, out _)
            ? $"半角で「{halfWidth}」と書いてください。"
            : "半角の数字で書いてください。";
    }

    [GeneratedRegex(@"\A[0-9+][0-9-]{8,18}[0-9]\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PhonePattern();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"\A[a-z][A-Za-z0-9-]{0,39}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FieldIdPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.-]{0,19}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CodePattern();

    // The plain part of RFC 5321 that offices use: no quoted local parts, no address literals.
    [GeneratedRegex(
        """
        \A(?=.{1,254}\z)[A-Za-z0-9!\#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!\#$%&'*+/=?^_`{|}~-]+)*
        @(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}\z
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace,
        1000)]
    private static partial Regex MailPattern();
}
