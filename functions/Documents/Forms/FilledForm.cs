using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GyoseiFlow.Documents.Spreadsheets;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Indicators;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.Documents.Forms;

/// <summary>What somebody filled into a worksheet: the same answers as if it had been typed into the form.</summary>
/// <param name="Answers">The answers; what has a problem is left out.</param>
/// <param name="Problems">Every problem, row by row.</param>
public sealed record FilledForm(Answers Answers, ImmutableArray<FormProblem> Problems)
{
    /// <summary>Whether it can be taken.</summary>
    public bool IsSound => Problems.All(p => p.IsNotice);

    /// <summary>The worksheets of a workbook that are forms, or were: those for drop-downs, and others' own, are none.</summary>
    /// <returns>Each with its id; null where it can't be read.</returns>
    public static ImmutableArray<(ReadSheet Sheet, FormId? Id)> In(ReadBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        return
        [
            .. book.Sheets.Select((sheet, at) => (sheet, Text: IdText(sheet) ?? book.Names.GetValueOrDefault((at, FormBook.IdName))))
                .Where(s => s.Text is not null)
                .Select(s => (s.sheet, FormId.TryParse(s.Text!, out var id) ? id : null)),
        ];
    }

    /// <summary>Reads a worksheet.</summary>
    public static FilledForm Read(Plan plan, Measure measure, ReadSheet sheet) => new FormReader(plan, measure, sheet).Read();

    private static string? IdText(ReadSheet sheet) =>
        sheet.Cells.FirstOrDefault(c => c.Column == FormLayout.KeyColumn && c.Text == FormLayout.IdKey) is { } key
            ? sheet.At(key.Row, FormLayout.AnswerColumn)?.Text ?? ""
            : null;
}

/// <summary>Reads one worksheet by the keys of its rows.</summary>
internal sealed class FormReader
{
    private const int MostDigits = 15;

    private readonly Plan plan;
    private readonly Measure measure;
    private readonly ReadSheet sheet;
    private readonly Dictionary<string, int> rows = [];
    private readonly List<(int Row, FormProblem Problem)> problems = [];

    public FormReader(Plan plan, Measure measure, ReadSheet sheet)
    {
        (this.plan, this.measure, this.sheet) = (plan, measure, sheet);
        foreach (var key in sheet.Cells.Where(c => c.Column == FormLayout.KeyColumn && c.Text.Contains('/', StringComparison.Ordinal)))
        {
            if (!rows.TryAdd(key.Text, key.Row))
            {
                Problem(key.Row, key.Address, "同じ行が2つあります。行をコピーせず、書き出したファイルの行に入力してください。");
            }
        }
    }

    public FilledForm Read()
    {
        var answers = Answers.None;
        if (rows.Count == 0 && plan.Form.Any(f => AnswerParts.IsAsked(plan, measure, f)))
        {
            // One cause, one problem: not one for every row that can't be found.
            Problem(0, null, "行を見分けるための隠れた列（A列）が、動いたか消されています。列を挿入したり消したりせず、もう一度書き出したファイルに入力してください。");
            return new FilledForm(answers, [.. problems.Select(p => p.Problem)]);
        }

        NoticeStrayTexts();
        foreach (var field in plan.Form.Where(f => AnswerParts.IsAsked(plan, measure, f)))
        {
            if ((field.Kind == FieldKind.Table ? Table(field) : Parts(field)) is { } answer)
            {
                answers = answers.With(field.Id, answer);
            }
        }

        return new FilledForm(answers, [.. problems.OrderBy(p => p.Row).Select(p => p.Problem)]);
    }

    // Rows that somebody inserted have neither a key nor a label. What was typed there is not taken, and not passed over in silence.
    private void NoticeStrayTexts()
    {
        var ours = sheet.Cells.Where(c => c.Column < FormLayout.AnswerColumn).Select(c => c.Row).ToHashSet();
        foreach (var cell in sheet.Cells.Where(c =>
            c.Column >= FormLayout.AnswerColumn && !ours.Contains(c.Row) && !string.IsNullOrWhiteSpace(c.Text)))
        {
            problems.Add((cell.Row, new(
                sheet.Name,
                cell.Address,
                $"「{Short(cell.Text)}」は、書き出したときになかった行にあるため、取り込みません。回答のときは、黄色の欄に移してください。",
                IsNotice: true)));
        }
    }

    private Answer? Parts(FormField field)
    {
        var texts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var numbers = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        Answer? single = null;
        foreach (var part in AnswerParts.Asked(plan, measure, field))
        {
            if (!rows.TryGetValue(FormLayout.Key(field, part.Id), out var row))
            {
                var name = part.Name.Length == 0 ? "" : $"の「{part.Name}」";
                Problem(0, null, $"「{field.Label}」{name}の行がありません。行を消さずに、書き出したファイルに入力してください。");
                continue;
            }

            if (Answered(row, FormLayout.AnswerColumn) is not { } cell)
            {
                continue;
            }

            switch (field.Kind)
            {
                case FieldKind.Scores or FieldKind.Progress when Whole(cell, FormRule.Of(plan, field, part.Id)!) is { } number:
                    numbers[part.Id] = number;
                    break;
                case FieldKind.TextPerCriterion or FieldKind.Indicator or FieldKind.Grid when Text(cell) is { } text:
                    Measure(field, cell, text);
                    texts[part.Id] = field.Kind == FieldKind.TextPerCriterion ? text : text.Trim();
                    break;
                case FieldKind.Text when Text(cell) is { } text:
                    Measure(field, cell, text);
                    single = new TextAnswer(text);
                    break;
                case FieldKind.Choice when Choice(cell, field.Choices) is { } choice:
                    single = new ChoiceAnswer(choice);
                    break;
                case FieldKind.Month when Month(cell) is { } month:
                    single = month;
                    break;
                case FieldKind.Number when Number(cell) is { } number:
                    single = new NumberAnswer(number);
                    break;
                default:
                    break;
            }
        }

        return (field.Kind, texts.Count, numbers.Count) switch
        {
            (FieldKind.Scores, _, > 0) => new ScoresAnswer(numbers.ToImmutable()),
            (FieldKind.Progress, _, > 0) => new ProgressAnswer(numbers.ToImmutable()),
            (FieldKind.TextPerCriterion, > 0, _) => new TextsAnswer(texts.ToImmutable()),
            (FieldKind.Indicator, > 0, _) => new IndicatorAnswer(texts.ToImmutable()),
            (FieldKind.Grid, > 0, _) => new GridAnswer(texts.ToImmutable()),
            _ => single,
        };
    }

    private TableAnswer? Table(FormField field)
    {
        var prefix = FormLayout.Key(field, "");
        var found = rows.Where(r => r.Key.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(r => Order(r.Key[prefix.Length..])).ToList();
        if (found.Count == 0)
        {
            Problem(0, null, $"「{field.Label}」の表がありません。行を消さずに、書き出したファイルに入力してください。");
        }

        ImmutableArray<ImmutableSortedDictionary<string, string>> filled = [.. found.Select(r => Row(field, r.Value)).Where(r => !r.IsEmpty)];
        return filled.IsEmpty ? null : new TableAnswer(filled);
    }

    private static int Order(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var order) ? order : int.MaxValue;

    private ImmutableSortedDictionary<string, string> Row(FormField field, int row)
    {
        var cells = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < field.Columns.Length; i++)
        {
            if (Answered(row, FormLayout.AnswerColumn + i) is { } cell && Text(cell) is { } text && Checked(field.Columns[i], cell, text) is { } sound)
            {
                cells[field.Columns[i].Id] = sound;
            }
        }

        return cells.ToImmutable();
    }

    private string? Checked(FormColumn column, ReadCell cell, string text) => column.Kind switch
    {
        ColumnKind.Choice => Choice(cell, column.Choices),
        ColumnKind.Number when !int.TryParse(Narrow(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
            Refuse(cell, "整数を入れてください。"),
        ColumnKind.Year when !FiscalYear.TryParse(text, out var year) || year < plan.FirstYear || year > plan.LastYear =>
            Refuse(cell, $"{plan.FirstYear}～{plan.LastYear}の年度を、▼から選んでください。"),
        ColumnKind.Number => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? text : Narrow(text),
        _ => text,
    };

    // What people see in the cell, or a problem where that is not what is stored.
    private ReadCell? Answered(int row, int column) => sheet.At(row, column) switch
    {
        { Kind: ReadCellKind.Text } cell when string.IsNullOrWhiteSpace(cell.Text) => null,
        { Kind: ReadCellKind.Formula } cell => Refused(cell, "数式は使えません。計算した値を、値の貼り付けで入れてください。"),
        { Kind: ReadCellKind.Error } cell => Refused(cell, $"「{cell.Text}」はエラーの値です。回答を入れ直してください。"),
        { Kind: ReadCellKind.Boolean } cell => Refused(cell, "TRUE・FALSEは使えません。文字で入れてください。"),
        { Kind: ReadCellKind.Percent } cell => Refused(cell, "表示形式が「％」のため、見えている値と中の値が違います。「15.4%」のように文字で入れてください。"),
        var cell => cell,
    };

    private ReadCell? Refused(ReadCell cell, string message)
    {
        Refuse(cell, message);
        return null;
    }

    private string? Text(ReadCell cell) => cell.Kind switch
    {
        ReadCellKind.Text => Clean(cell.Text) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null,
        ReadCellKind.Date => Refuse(cell, "日付や時刻の形になっています。見えているとおりの文字で入れてください（先に「'」を打つと文字になります）。"),
        _ => Decimal(cell)?.ToString("0.############################", CultureInfo.InvariantCulture),
    };

    private int? Whole(ReadCell cell, FormRule rule)
    {
        var number = cell.Kind == ReadCellKind.Date ? null : Decimal(cell, isQuiet: true);
        if (number is { } value && value == decimal.Truncate(value) && value >= int.Parse(rule.From, CultureInfo.InvariantCulture)
            && value <= int.Parse(rule.To, CultureInfo.InvariantCulture))
        {
            return (int)value;
        }

        Refuse(cell, rule.Message);
        return null;
    }

    private decimal? Number(ReadCell cell)
    {
        switch (cell.Kind)
        {
            case ReadCellKind.Date:
                Refuse(cell, "日付や時刻の形になっています。数を入れてください。");
                return null;
            // As the form reads what is typed: １２，３４５.
            case ReadCellKind.Text when ValuePart.Read("", Clean(cell.Text), unit: null) is { Number: { } number }:
                return number;
            default:
                return Decimal(cell);
        }
    }

    // Excel stores 15.4 as 15.4 or as 15.400000000000000-something: fifteen digits are what it shows.
    private decimal? Decimal(ReadCell cell, bool isQuiet = false)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;
        if (cell.Kind == ReadCellKind.Text)
        {
            if (decimal.TryParse(Narrow(cell.Text), Style, CultureInfo.InvariantCulture, out var typed))
            {
                return typed;
            }
        }
        else if (cell.Text.Count(char.IsAsciiDigit) <= MostDigits && decimal.TryParse(cell.Text, Style, CultureInfo.InvariantCulture, out var stored))
        {
            return stored;
        }
        else if (double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && decimal.TryParse(number.ToString("G15", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var shown))
        {
            return shown;
        }

        if (!isQuiet)
        {
            Refuse(cell, $"「{Short(cell.Text)}」は数として読めません。数だけを入れてください。");
        }

        return null;
    }

    private string? Choice(ReadCell cell, ImmutableArray<string> choices)
    {
        var text = cell.Kind == ReadCellKind.Text ? Clean(cell.Text) : Text(cell);
        return text is null ? null
            : choices.FirstOrDefault(c => c == text) ?? choices.FirstOrDefault(c => c == text.Trim())
            ?? Refuse(cell, $"「{Short(text)}」は選択肢にありません。{string.Join("、", choices)}から選んでください。");
    }

    private MonthAnswer? Month(ReadCell cell)
    {
        var month = cell.Kind != ReadCellKind.Date ? MonthAnswer.Read(Text(cell))
            : double.TryParse(cell.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) && serial is >= 61 and < 2_900_000
                ? MonthAnswer.Of(new DateOnly(1899, 12, 30).AddDays((int)serial))
            : null;
        if (month is not null)
        {
            return month;
        }

        Refuse(cell, "年月として読めません。▼から選ぶか、2025-03 の形で入れてください。");
        return null;
    }

    // A draft may be too long, as in the form; it can't be handed in so.
    private void Measure(FormField field, ReadCell cell, string text)
    {
        var length = text.EnumerateRunes().Count();
        if (field.MaxLength > 0 && length > field.MaxLength)
        {
            problems.Add((cell.Row, new(
                sheet.Name, cell.Address, $"「{field.Label}」は{field.MaxLength}文字までです（いま{length}文字）。提出する前に短くしてください。", IsNotice: true)));
        }
    }

    // As the form cleans what is typed.
    private static string Clean(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        return lines.Any(IsUntypable)
            ? string.Concat(lines.EnumerateRunes().Where(r => !(r.IsBmp && IsUntypable((char)r.Value))).Select(r => r.ToString()))
            : lines;
    }

    private static bool IsUntypable(char c) => (char.IsControl(c) && c is not ('\n' or '\t')) || char.IsSurrogate(c);

    private static string Narrow(string text) => text.Normalize(NormalizationForm.FormKC).Trim();

    private static string Short(string text) => text.Length <= 20 ? text : new StringInfo(text).SubstringByTextElements(0, Math.Min(20, new StringInfo(text).LengthInTextElements)) + "…";

    private string? Refuse(ReadCell cell, string message)
    {
        Problem(cell.Row, cell.Address, message);
        return null;
    }

    private void Problem(int row, string? cell, string message) => problems.Add((row, new(sheet.Name, cell, message)));
}
