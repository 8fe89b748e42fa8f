using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Sheets;

namespace GyoseiFlow.App.Pages.Sheets;

/// <summary>A part of the form that two changed differently. The form shows one's own; this is what was saved elsewhere.</summary>
/// <param name="Field">The field.</param>
/// <param name="Name">The control's name; of a table that can't be told row by row, the field's.</param>
/// <param name="Theirs">What was saved elsewhere, as the control would send it; of a whole table, its JSON.</param>
public sealed record Contest(FormField Field, string Name, string Theirs)
{
    private const string Prefix = "theirs.";

    /// <summary>The field that holds what was saved elsewhere.</summary>
    public string TheirsName => Prefix + Name;

    /// <summary>The field that says which is to be kept.</summary>
    public string TakeName => "take." + Name;

    /// <summary>Whether it is about all rows of a table.</summary>
    public bool IsWholeTable => Field.Kind == FieldKind.Table && Row is null;

    /// <summary>The row's number, of a cell.</summary>
    public int? Row => Field.Kind == FieldKind.Table && Name.Split('.') is [_, _, var row, _]
        ? int.Parse(row, NumberStyles.None, CultureInfo.InvariantCulture)
        : null;

    /// <summary>The column, of a cell.</summary>
    public FormColumn? Column => Field.Kind == FieldKind.Table && Name.Split('.') is [_, _, _, var column]
        ? Field.Columns.First(c => c.Id == column)
        : null;

    /// <summary>What has to stay as it was shown for a choice to hold: the control, or its table.</summary>
    public string Unit => Field.Kind == FieldKind.Table ? TypedAnswers.NameOf(Field) : Name;

    /// <summary>Whether both texts can be put one after the other.</summary>
    public bool CanTakeBoth => Field.Kind is FieldKind.Text or FieldKind.TextPerCriterion or FieldKind.Grid || Column?.Kind == ColumnKind.Text;

    /// <summary>The contest about the cell when its row has another number.</summary>
    public Contest InRow(int row) =>
        this with { Name = TypedAnswers.NameOf(Field, row.ToString(CultureInfo.InvariantCulture), Column!) };

    /// <summary>All rows of a table.</summary>
    public static Contest OfTable(FormField table, Answers theirs) =>
        new(table, TypedAnswers.NameOf(table), AnswersJson.Write(theirs.Only(table.Id)));

    /// <summary>What was saved elsewhere, of a whole table.</summary>
    public Answer? TheirTable()
    {
        try
        {
            return AnswersJson.Read([Field], Theirs).ByField.GetValueOrDefault(Field.Id);
        }
        catch (FormatException)
        {
            // Not as we wrote it.
            return null;
        }
    }

    /// <summary>Those that the form showed.</summary>
    public static ImmutableArray<Contest> In(Plan plan, PostedForm form)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(form);
        return
        [
            .. from sent in form.Fields
               where sent.Key.StartsWith(Prefix, StringComparison.Ordinal)
               let name = sent.Key[Prefix.Length..]
               from field in plan.Form
               where name == TypedAnswers.NameOf(field)
                   || TypedAnswers.NamesOf(plan, field).Contains(name, StringComparer.Ordinal)
                   || TypedAnswers.RowOf(field, name) is not null
               select new Contest(field, name, sent.Value),
        ];
    }
}
