using System.Collections.Immutable;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Reads what the plan says of every measure: first the fields, then a measure's values in them.</summary>
/// <param name="first">The plan's first year.</param>
/// <param name="last">The plan's last year.</param>
/// <param name="fields">The fields that the plan defines.</param>
internal sealed class ProfileReader(FiscalYear first, FiscalYear last, ImmutableArray<ProfileField> fields)
{
    public static ImmutableArray<ProfileField> ReadFields(PlanValue list)
    {
        var ids = new NameList("個票の項目", "profile");
        return [.. list.List().Select(value =>
        {
            var section = value.Section();
            var id = ids.Declare(section.Required("id"), v => v.FieldId());
            var field = new ProfileField(id, section.Required("label").Line(), section.Required("kind").OneOf<ProfileKind>());
            section.Close();
            return field;
        })];
    }

    public ImmutableSortedDictionary<string, ProfileValue> Read(PlanSection section)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, ProfileValue>(StringComparer.Ordinal);
        var rows = new NameList("行", "rows");
        foreach (var field in fields.Where(f => f.Id.Length > 0))
        {
            var value = section.OfPlan(field.Id);
            if (value.Exists)
            {
                values[field.Id] = Read(field, value, rows);
            }
        }

        section.Close();
        return values.ToImmutable();
    }

    private ProfileValue Read(ProfileField field, PlanValue value, NameList rows) => field.Kind switch
    {
        ProfileKind.Lines => new ProfileLines([.. value.List(atLeast: 1).Select(line => line.Text().TrimEnd('\n'))]),
        ProfileKind.Grid => new ProfileGrid([.. value.List(atLeast: 1).Select(row => ReadRow(row.Section(), rows))]),
        _ => new ProfileText(value.Text().TrimEnd('\n')),
    };

    private GridRow ReadRow(PlanSection section, NameList rows)
    {
        var id = rows.Declare(section.Required("id"), v => v.Id());
        var row = new GridRow(
            id, section.Required("group").Line(), section.Required("name").Line(), ReadCells(section.Optional("cells").Section()));
        section.Close();
        return row;
    }

    private ImmutableArray<GridCell> ReadCells(PlanSection section)
    {
        var cells = new List<GridCell>();
        foreach (var (key, value) in section.Pairs())
        {
            var text = value.Text().TrimEnd('\n');
            if (ReadYears(key) is not var (from, to))
            {
                continue;
            }

            if (cells.FirstOrDefault(c => c.From <= to && from <= c.To) is { } other)
            {
                key.Error($"「{key.Line()}」の欄は「{Written(other)}」の欄と年度が重なります。どちらかの年度を直してください。");
                continue;
            }

            cells.Add(new GridCell(from, to, text));
        }

        return [.. cells.OrderBy(c => c.From)];
    }

    private (FiscalYear From, FiscalYear To)? ReadYears(PlanValue key)
    {
        var text = key.Line();
        var parts = text.Split('-', '～', '〜');
        if (parts.Length > 2 || !FiscalYear.TryParse(parts[0], out var from) || !FiscalYear.TryParse(parts[^1], out var to))
        {
            key.Error($"「{text}」は年度として読めません。R7 のような年度か、R8-R9 のような年度の範囲を書いてください。");
            return null;
        }

        if (to < from)
        {
            key.Error($"年度の範囲「{text}」が逆です。早い年度を先に書いてください。");
            return null;
        }

        // A grid may begin with the year before the plan's first: where things stand (現状).
        if (first != default && last != default && (from < first.Previous || to > last))
        {
            key.Error($"年度（{text}）が計画の期間（{first}～{last}）の外です。年度を確かめてください。");
            return null;
        }

        return (from, to);
    }

    private static string Written(GridCell cell) => cell.From == cell.To ? cell.From.Wareki : $"{cell.From}-{cell.To}";
}
