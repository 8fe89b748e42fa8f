using System.Collections.Immutable;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Reads the sheet's form.</summary>
internal static class FormReader
{
    private const int LongestText = 100_000;

    public static ImmutableArray<FormField> Read(PlanValue list)
    {
        var ids = new NameList("様式の欄", "form");
        var values = list.List(atLeast: 1);
        ImmutableArray<FormField> fields = [.. values.Select(value => ReadField(value, ids))];
        var scores = fields.Count(f => f.Kind == FieldKind.Scores);
        if (fields.Length > 0 && scores == 0)
        {
            list.Error("点数の欄（kind: scores）がありません。1つ書いてください。");
        }

        foreach (var (extra, _) in values.Zip(fields).Where(pair => pair.Second.Kind == FieldKind.Scores).Skip(1))
        {
            extra.Error("点数の欄（kind: scores）は1つだけにしてください。この欄か、前の欄を消してください。");
        }

        return fields;
    }

    private static FormField ReadField(PlanValue value, NameList ids)
    {
        var section = value.Section();
        var idValue = section.Required("id");
        var id = idValue.FieldId();
        ids.Declare(idValue, id);
        var label = section.Required("label").Line();
        var kindValue = section.Required("kind");
        // An unreadable kind must not pass for the first one and be reported as a second scores field as well.
        var kind = kindValue.Exists && kindValue.TryOneOf<FieldKind>(out var known) ? known : FieldKind.Text;
        var required = section.Optional("required").Flag();
        var carried = section.Optional("carried").Flag();
        var maxLength = section.Optional("maxLength");
        var support = section.Optional("support");
        var columns = section.Optional("columns");
        var field = new FormField(
            id,
            label,
            kind,
            required,
            carried,
            maxLength.Exists ? maxLength.Integer(1, LongestText) : 0,
            ReadColumns(columns),
            support.Exists ? support.Line() : null);
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
        var idValue = section.Required("id");
        var id = idValue.FieldId();
        ids.Declare(idValue, id);
        var label = section.Required("label").Line();
        var kindValue = section.Required("kind");
        var kind = kindValue.OneOf<ColumnKind>();
        var choicesValue = section.Optional("choices");
        var known = new NameList("選択肢", "choices");
        var choices = ImmutableArray.CreateBuilder<string>();
        foreach (var choiceValue in choicesValue.Exists ? choicesValue.List(atLeast: 1) : [])
        {
            var choice = choiceValue.Line();
            known.Declare(choiceValue, choice);
            choices.Add(choice);
        }

        if (kind == ColumnKind.Choice && !choicesValue.Exists)
        {
            value.Error("選択の列（kind: choice）には選択肢が要ります。choicesに書いてください。");
        }
        else if (kindValue.Exists && kind != ColumnKind.Choice && choicesValue.Exists)
        {
            choicesValue.Error("選択肢（choices）を持てるのは選択の列（kind: choice）だけです。kindをchoiceにするか、choicesを消してください。");
        }

        section.Close();
        return new FormColumn(id, label, kind, choices.ToImmutable());
    }
}
