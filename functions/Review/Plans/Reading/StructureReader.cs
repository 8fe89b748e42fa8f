using System.Collections.Immutable;

namespace GyoseiFlow.Review.Plans.Reading;

/// <summary>Reads themes and departments: what items and measures point to.</summary>
internal static class StructureReader
{
    public static ImmutableArray<Theme> ReadThemes(PlanValue list, NameList ids)
    {
        var numbers = new NameList("テーマの番号", "themes");
        return [.. list.List(atLeast: 1).Select(value => ReadTheme(value.Section(), ids, numbers))];
    }

    /// <param name="list">The departments.</param>
    /// <param name="ids">Their ids.</param>
    /// <param name="years">The plan's years.</param>
    public static ImmutableArray<Department> ReadDepartments(PlanValue list, NameList ids, PlanYears years)
    {
        var names = new NameList("部署の名前", "departments");
        var read = list.List(atLeast: 1).Select(value => ReadDepartment(value.Section(), ids, names, years)).ToList();
        var departments = read.Select(r => r.Department).DistinctBy(d => d.Id).ToDictionary(d => d.Id, StringComparer.Ordinal);
        foreach (var (department, became) in read.Where(r => r.Became.Exists))
        {
            CheckBecame(department, became, ids, departments);
        }

        return [.. read.Select(r => r.Department)];
    }

    private static Theme ReadTheme(PlanSection section, NameList ids, NameList numbers)
    {
        var id = ids.Declare(section.Required("id"), v => v.Id());
        var number = numbers.Declare(section.Required("number"), v => v.Line());
        var theme = new Theme(id, number, section.Required("short").Line(), section.Required("name").Line());
        section.Close();
        return theme;
    }

    private static (Department Department, PlanValue Became) ReadDepartment(
        PlanSection section, NameList ids, NameList names, PlanYears years)
    {
        var id = ids.Declare(section.Required("id"), v => v.Id());
        var name = names.Declare(section.Required("name"), v => v.Line());
        var mail = section.Optional("mail");
        // Whoever is asked can be late, so there must be somebody to tell.
        var headMail = mail.Exists ? section.Required("headMail") : section.Optional("headMail");
        var (from, until, became) = (section.Optional("from"), section.Optional("until"), section.Optional("became"));
        var department = new Department(id, name, mail.Exists ? mail.Mail() : null, headMail.Exists ? headMail.Mail() : null)
        {
            From = from.Exists ? from.YearIfAny() : null,
            Until = until.Exists ? until.YearIfAny() : null,
            Became = became.Exists ? [.. became.List(atLeast: 1).Select(next => next.Id()).Distinct(StringComparer.Ordinal)] : [],
            Former = FormerReader.ReadNames(section.Optional("former"), years.OfOffices),
        };
        if (department.Until < department.From)
        {
            until.Error($"最後の年度（until: {department.Until}）が最初の年度（from: {department.From}）より前です。年度を確かめてください。");
        }

        section.Close();
        return (department, became);
    }

    // Whom a department hands its work to must be there in the year after.
    private static void CheckBecame(Department department, PlanValue became, NameList ids, Dictionary<string, Department> departments)
    {
        if (department.Until is not { } until)
        {
            became.Error("引き継ぐ部署（became）を書くときは、この部署の最後の年度を until に書いてください。");
            return;
        }

        foreach (var value in became.List(atLeast: 1))
        {
            var next = value.Id();
            ids.Refer(value, next);
            if (departments.TryGetValue(next, out var successor) && !successor.IsThereIn(until.Next))
            {
                value.Error(
                    $"部署「{successor.Name}」は{until.Next}にありません。from と until を確かめ、{until.Next}にある部署を書いてください。");
            }
        }
    }
}
