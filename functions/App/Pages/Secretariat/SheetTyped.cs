using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>What was typed into the form of a sheet's page, and what was wrong with it.</summary>
/// <param name="Act">What the button does.</param>
/// <param name="Form">All that was sent: the fields of every act.</param>
/// <param name="Field">The field that the problem is at: its id on the page.</param>
/// <param name="Message">The problem.</param>
public sealed record SheetTyped(string Act, PostedForm Form, string Field, string Message)
{
    /// <summary>What is to be asked about the deadline; null when nothing is.</summary>
    public DeadlineShouldFitTheCalendar? Question { get; init; }

    /// <summary>The act that was done; null when something is wrong.</summary>
    public string? Done { get; init; }

    /// <summary>The reason that is proposed where a request is granted.</summary>
    public const string Granting = "申請のとおり期限を延長します。";

    /// <summary>What the form asks for: the button, or the act whose deadline was asked about.</summary>
    public static string ActOf(PostedForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.Has(TypedDeadline.Sure) || form.Has(TypedDeadline.Instead) ? form["asked"] : form["act"];
    }

    /// <summary>What is half written for other acts than the one that was done; null when nothing is.</summary>
    public static SheetTyped? Rest(PostedForm form, string done)
    {
        ArgumentNullException.ThrowIfNull(form);
        (string Act, string Name)[] texts = [("return", "reason"), ("extend", "reason"), ("decline", "reason"), ("comment", "text"), ("end", "month")];
        return texts.Any(t => t.Act != done && form[$"{t.Act}.{t.Name}"] is var text && !string.IsNullOrWhiteSpace(text) && text != Granting)
            ? new SheetTyped("", form, "", "") { Done = done }
            : null;
    }

    /// <summary>A deadline that is asked about.</summary>
    public static SheetTyped Asking(PostedForm form, DeadlineShouldFitTheCalendar question) =>
        new(ActOf(form), form, $"{ActOf(form)}-due", "期限を確かめてください。" + question.Message) { Question = question };

    /// <summary>What was typed when a rule stood in the way.</summary>
    public static SheetTyped Of(PostedForm form, BrokenRule rule)
    {
        var act = ActOf(form);
        var field = rule switch
        {
            DeadlineMustNotBePast or ExtensionMustBeLater or DeadlineMustBeBeforePublication => "due",
            ReturnMustHaveReason or ExtensionMustHaveReason or DecliningMustHaveReason or ReasonMustNotBeTooLong => "reason",
            SheetHasOneToSixDepartments or DepartmentsMustDiffer or DepartmentsMustChange or LeadDepartmentMustHaveMail or DepartmentMustExist => "department-1",
            EndingMustBeWithinPlan => "month",
            CommentMustSaySomething or CommentMustNotBeTooLong => "text",
            _ => "form",
        };
        return new SheetTyped(act, form, $"{act}-{field}", rule.Message);
    }

    /// <summary>What a field of one of the page's forms is to show.</summary>
    public static string Value(SheetTyped? typed, string act, string name, string otherwise = "") =>
        typed is null || typed.Done == act || !typed.Form.Has($"{act}.{name}") ? otherwise
        : name == "due" ? TypedDeadline.Of(typed.Form, $"{act}.due").Text
        : typed.Form[$"{act}.{name}"];

    /// <summary>What is wrong at a field, or null.</summary>
    public static string? Problem(SheetTyped? typed, string field) => typed?.Field == field ? typed.Message : null;
}
