using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using GyoseiFlow.Review.Indicators;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Review.Sheets;

/// <summary>Answers as JSON: one property a field, its shape given by the field's kind.</summary>
public static class AnswersJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes answers; fields in the order of their ids, so that the same answers give the same text.</summary>
    public static string Write(Answers answers)
    {
        var json = new JsonObject();
        foreach (var (field, answer) in answers.ByField)
        {
            json[field] = ToNode(answer);
        }

        return json.ToJsonString(Plain);
    }

    /// <summary>Reads answers to a form.</summary>
    /// <exception cref="FormatException">The text is no JSON, names a field that the form lacks, or has the wrong shape for one.</exception>
    public static Answers Read(IReadOnlyCollection<FormField> form, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(form, document.RootElement);
        }
        catch (JsonException broken)
        {
            throw new FormatException($"回答がJSONとして読めません: {broken.Message}", broken);
        }
    }

    /// <summary>Reads answers to a form that was another when they were written: what doesn't fit this one is left out.</summary>
    /// <exception cref="FormatException">The text is no JSON.</exception>
    public static Answers ReadFitting(IReadOnlyCollection<FormField> form, string json)
    {
        using var document = JsonDocument.Parse(json);
        var answers = Answers.None;
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (form.FirstOrDefault(f => f.Id == property.Name) is { } field && TryRead(field, property.Value, out _) is { } answer)
            {
                answers = answers.With(field.Id, answer);
            }
        }

        return answers;
    }

    /// <inheritdoc cref="Read(IReadOnlyCollection{FormField}, string)"/>
    public static Answers Read(IReadOnlyCollection<FormField> form, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("回答は、項目ごとの値を並べたJSONのオブジェクトにしてください。");
        }

        var answers = Answers.None;
        foreach (var property in json.EnumerateObject())
        {
            var field = form.FirstOrDefault(f => f.Id == property.Name)
                ?? throw new FormatException($"様式に項目「{property.Name}」はありません。");
            answers = answers.With(
                field.Id,
                TryRead(field, property.Value, out var wrong)
                    ?? throw new FormatException($"項目「{field.Label}」({field.Id})の値の形が正しくありません。", wrong));
        }

        return answers;
    }

    private static Answer? TryRead(FormField field, JsonElement value, out Exception? wrong)
    {
        try
        {
            wrong = null;
            return ReadAnswer(field.Kind, value);
        }
        catch (Exception misshapen) when (misshapen is InvalidOperationException or FormatException or ArgumentException)
        {
            wrong = misshapen;
            return null;
        }
    }

    private static Answer ReadAnswer(FieldKind kind, JsonElement value) => kind switch
    {
        FieldKind.Scores => new ScoresAnswer(Properties(value, v => v.GetInt32())),
        FieldKind.TextPerCriterion => new TextsAnswer(Properties(value, v => v.GetString() ?? "")),
        FieldKind.Table => new TableAnswer([.. value.EnumerateArray().Select(row => Properties(row, Cell))]),
        FieldKind.Month => MonthAnswer.Read(value.GetString()) ?? throw new FormatException("年月として読めません。"),
        FieldKind.Indicator => new IndicatorAnswer(Properties(value, Cell)),
        FieldKind.Choice => new ChoiceAnswer(value.GetString() ?? ""),
        FieldKind.Number when value.ValueKind == JsonValueKind.String && ValuePart.Read("", value.GetString()!, unit: null) is not { Number: not null } =>
            new TextAnswer(value.GetString()!),
        FieldKind.Number => new NumberAnswer(value.GetDecimal()),
        FieldKind.Progress => new ProgressAnswer(Properties(value, v => v.GetInt32())),
        FieldKind.Grid => new GridAnswer(Properties(value, v => v.GetString() ?? "")),
        _ => new TextAnswer(value.GetString() ?? ""),
    };

    private static string Cell(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.GetString() ?? "";

    private static ImmutableSortedDictionary<string, T> Properties<T>(JsonElement value, Func<JsonElement, T> read) =>
        value.EnumerateObject().ToImmutableSortedDictionary(p => p.Name, p => read(p.Value), StringComparer.Ordinal);

    private static JsonNode ToNode(Answer answer) => answer switch
    {
        ScoresAnswer scores => Object(scores.ByCriterion, v => JsonValue.Create(v)),
        TextsAnswer texts => Object(texts.ByCriterion, v => JsonValue.Create(v)),
        TableAnswer table => new JsonArray([.. table.Rows.Select(row => Object(row, v => JsonValue.Create(v)))]),
        MonthAnswer month => JsonValue.Create(month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture)),
        TextAnswer text => JsonValue.Create(text.Text),
        IndicatorAnswer indicator => Object(indicator.ByPart, v => JsonValue.Create(v)),
        ChoiceAnswer choice => JsonValue.Create(choice.Choice),
        NumberAnswer number => JsonValue.Create(number.Number),
        ProgressAnswer progress => Object(progress.ByPart, v => JsonValue.Create(v)),
        GridAnswer grid => Object(grid.ByRow, v => JsonValue.Create(v)),
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.GetType().Name, "No such kind of answer."),
    };

    private static JsonObject Object<T>(ImmutableSortedDictionary<string, T> values, Func<T, JsonNode> write) =>
        new(values.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, write(p.Value))));
}
