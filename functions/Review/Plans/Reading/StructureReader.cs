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

    public static ImmutableArray<Department> ReadDepartments(PlanValue list, NameList ids)
    {
        var names = new NameList("部署の名前", "departments");
        return [.. list.List(atLeast: 1).Select(value => ReadDepartment(value.Section(), ids, names))];
    }

    private static Theme ReadTheme(PlanSection section, NameList ids, NameList numbers)
    {
        var idValue = section.Required("id");
        var id = idValue.Id();
        ids.Declare(idValue, id);
        var numberValue = section.Required("number");
        var number = numberValue.Line();
        numbers.Declare(numberValue, number);
        var theme = new Theme(id, number, section.Required("short").Line(), section.Required("name").Line());
        section.Close();
        return theme;
    }

    private static Department ReadDepartment(PlanSection section, NameList ids, NameList names)
    {
        var idValue = section.Required("id");
        var id = idValue.Id();
        ids.Declare(idValue, id);
        var nameValue = section.Required("name");
        var name = nameValue.Line();
        names.Declare(nameValue, name);
        var mail = section.Optional("mail");
        // Whoever is asked can be late, so there must be somebody to tell.
        var headMail = mail.Exists ? section.Required("headMail") : section.Optional("headMail");
        var department = new Department(
            id, name, mail.Exists ? mail.Mail() : null, headMail.Exists ? headMail.Mail() : null);
        section.Close();
        return department;
    }
}
