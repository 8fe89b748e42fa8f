using System.Collections.Immutable;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Reads the sheet's form.</summary>
internal static class FormReader
{
    private const int LongestText = 100_000;
    private const int HighestStep = 99;

    private static readonly ImmutableArray<FieldKind> OfScoring = [FieldKind.Scores, FieldKind.TextPerCriterion];

    /// <param name="list">The fields.</param>
    /// <param name="isScored">Whether the plan has scoring: then one field takes the scores.</param>
    public static ImmutableArray<FormField> Read(PlanValue list, bool isScored)
    {
        var ids = new NameList("様式の欄", "form");
        var values = list.List(atLeast: 1);
        ImmutableArray<FormField> fields = [.. values.Select(value => ReadField(value, ids))];
        var scores = fields.Count(f => f.Kind == FieldKind.Scores);
        if (isScored && fields.Length > 0 && scores == 0)
        {
            list.Error("点数の欄（kind: scores）がありません。1つ書いてください。");
        }

        foreach (var (extra, _) in values.Zip(fields).Where(pair => pair.Second.Kind == FieldKind.Scores).Skip(1))
        {
            extra.Error("点数の欄（kind: scores）は1つだけにしてください。この欄か、前の欄を消してください。");
        }

        foreach (var (value, field) in values.Zip(fields).Where(pair => !isScored && OfScoring.Contains(pair.Second.Kind)))
        {
            value.Error($"評価項目ごとの欄（kind: {PlanValue.NameOf(field.Kind)}）がありますが、計画に評価の決まり（scoring）がありません。"
                + "scoringを書くか、この欄を消してください。");
        }

        CheckCarrying(values, fields);
        return fields;
    }

    /// <summary>Holds the form against the measures: a field that no measure has anything for would stay blank on every sheet.</summary>
    public static void CheckAgainst(Plan plan, PlanValue list)
    {
        if (plan.Items.IsEmpty)
        {
            return;
        }

        foreach (var (value, field) in list.List().Zip(plan.Form))
        {
            if (field.Kind == FieldKind.Indicator && plan.Measures.All(m => m.Indicator is null))
            {
                value.Error("指標の欄（kind: indicator）がありますが、指標（indicator）のある実践項目がありません。実践項目に書くか、この欄を消してください。");
            }
            else if (field.Kind == FieldKind.Grid && !plan.Measures.Any(m => m.GridRows(plan).Any()))
            {
                value.Error("年度の表の欄（kind: grid）がありますが、profileに表（kind: grid）のある実践項目がありません。実践項目に書くか、この欄を消してください。");
            }
        }
    }

    private static void CheckCarrying(ImmutableArray<PlanValue> values, ImmutableArray<FormField> fields)
    {
        foreach (var (value, field) in values.Zip(fields).Where(pair => pair.Second.CarriedFrom is { Length: > 0 }))
        {
            var written = value.Section().Optional("carriedFrom");
            if (fields.FirstOrDefault(f => f.Id == field.CarriedFrom) is not { } from)
            {
                written.Error($"carriedFromの欄「{field.CarriedFrom}」はformにありません。"
                    + (Nearest.Hint(field.CarriedFrom!, fields.Select(f => f.Id)) ?? "formにある欄のidを書いてください。"));
            }
            else if (from.Kind != field.Kind)
            {
                written.Error($"carriedFromの欄「{from.Id}」は種類（kind: {PlanValue.NameOf(from.Kind)}）が違います。同じ種類の欄を書いてください。");
            }
            else if (field.Carried)
            {
                written.Error("carriedとcarriedFromの両方は書けません。どちらかを消してください。");
            }
        }
    }

    private static FormField ReadField(PlanValue value, NameList ids)
    {
        var section = value.Section();
        var id = ids.Declare(section.Required("id"), v => v.FieldId());
        var label = section.Required("label").Line();
        var kindValue = section.Required("kind");
        // An unreadable kind must not pass for the first one and be reported as a second scores field as well.
        var kind = kindValue.Exists && kindValue.TryOneOf<FieldKind>(out var known) ? known : FieldKind.Text;
        var required = section.Optional("required").Flag();
        var carried = section.Optional("carried").Flag();
        var maxLength = section.Optional("maxLength");
        var support = section.Optional("support");
        var columns = section.Optional("columns");
        var (carriedFrom, choices) = (section.Optional("carriedFrom"), section.Optional("choices"));
        var (unit, scale) = (section.Optional("unit"), section.Optional("scale"));
        var field = new FormField(
            id,
            label,
            kind,
            required,
            carried,
            maxLength.Exists ? maxLength.Integer(1, LongestText) : 0,
            ReadColumns(columns),
            support.Exists ? support.Line() : null)
        {
            CarriedFrom = carriedFrom.Exists ? carriedFrom.FieldId() : null,
            Choices = ReadChoices(choices),
            Unit = unit.Exists ? unit.Line() : null,
            Scale = scale.Exists ? ReadScale(scale.Section()) : null,
        };
        OnlyOf(kindValue, kind == FieldKind.Choice, choices, value, "選択の欄（kind: choice）", "choices", "選択肢", isNeeded: true);
        OnlyOf(kindValue, kind == FieldKind.Progress, scale, value, "進捗の欄（kind: progress）", "scale", "段階", isNeeded: true);
        OnlyOf(kindValue, kind == FieldKind.Number, unit, value, "数の欄（kind: number）", "unit", "単位", isNeeded: false);
        if (kind == FieldKind.Table && !columns.Exists)
        {
            value.Error("表（kind: table）には列が要ります。columnsに列を書いてください。");
        }
        else if (kindValue.Exists && kind != FieldKind.Table && columns.Exists)
        {
            columns.Error("列（columns）を持てるのは表（kind: table）だけです。kindをtableにするか、columnsを消してください。");
        }

        section.Close();
        return field;
    }

    private static ImmutableArray<FormColumn> ReadColumns(PlanValue list)
    {
        var ids = new NameList("列", "columns");
        return list.Exists ? [.. list.List(atLeast: 1).Select(value => ReadColumn(value, ids))] : [];
    }

    private static FormColumn ReadColumn(PlanValue value, NameList ids)
    {
        var section = value.Section();
        var id = ids.Declare(section.Required("id"), v => v.FieldId());
        var label = section.Required("label").Line();
        var kindValue = section.Required("kind");
        var kind = kindValue.OneOf<ColumnKind>();
        var choicesValue = section.Optional("choices");
        var choices = ReadChoices(choicesValue);
        if (kind == ColumnKind.Choice && !choicesValue.Exists)
        {
            value.Error("選択の列（kind: choice）には選択肢が要ります。choicesに書いてください。");
        }
        else if (kindValue.Exists && kind != ColumnKind.Choice && choicesValue.Exists)
        {
            choicesValue.Error("選択肢（choices）を持てるのは選択の列（kind: choice）だけです。kindをchoiceにするか、choicesを消してください。");
        }

        section.Close();
        return new FormColumn(id, label, kind, choices);
    }

    private static ImmutableArray<string> ReadChoices(PlanValue list)
    {
        var known = new NameList("選択肢", "choices");
        return list.Exists
            ? [.. list.List(atLeast: 1).Select(value => known.Declare(value, v => v.Line()))]
            : [];
    }

    private static ProgressScale ReadScale(PlanSection section)
    {
        var labelsValue = section.Required("labels");
        var labels = labelsValue.Section().Labels(0, HighestStep);
        if (labelsValue.Exists && (labels.Count < 2 || labels.Keys.Last() - labels.Keys.First() != labels.Count - 1))
        {
            labelsValue.Error("段階（labels）は、続いた整数で2つ以上書いてください。");
        }

        var scale = new ProgressScale(labels, ScoringReader.ReadRounding(section.Required("meanRounding").Section()));
        section.Close();
        return scale;
    }

    // A key that belongs to one kind of field.
    private static void OnlyOf(
        PlanValue kind, bool isOfKind, PlanValue value, PlanValue field, string named, string key, string what, bool isNeeded)
    {
        if (isOfKind && isNeeded && !value.Exists)
        {
            field.Error($"{named}には{what}が要ります。{key}に書いてください。");
        }
        else if (kind.Exists && !isOfKind && value.Exists)
        {
            value.Error($"{what}（{key}）を持てるのは{named}だけです。kindを直すか、{key}を消してください。");
        }
    }
}
