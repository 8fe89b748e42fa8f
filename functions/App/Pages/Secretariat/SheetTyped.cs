using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>What was typed into a form of a sheet's page, and what was wrong with it.</summary>
/// <param name="Act">Which form.</param>
/// <param name="Form">What it sent.</param>
/// <param name="Field">The field that the problem is at: its id on the page.</param>
/// <param name="Message">The problem.</param>
public sealed record SheetTyped(string Act, PostedForm Form, string Field, string Message)
{
    /// <summary>What is to be asked about the deadline; null when nothing is.</summary>
    public DeadlineShouldFitTheCalendar? Question { get; init; }

    /// <summary>A deadline that is asked about.</summary>
    public static SheetTyped Asking(PostedForm form, DeadlineShouldFitTheCalendar question) =>
        new(form["act"], form, $"{form["act"]}-due", "期限を確かめてください。" + question.Message) { Question = question };

    /// <summary>What was typed when a rule stood in the way.</summary>
    public static SheetTyped Of(PostedForm form, BrokenRule rule)
    {
        var act = form["act"];
        var field = rule switch
        {
            DeadlineMustNotBePast or ExtensionMustBeLater or DeadlineMustBeBeforePublication => "due",
            ReturnMustHaveReason or ExtensionMustHaveReason or DecliningMustHaveReason or ReasonMustNotBeTooLong => "reason",
            SheetHasOneToSixDepartments or DepartmentsMustDiffer or LeadDepartmentMustHaveMail or DepartmentMustExist => "department-1",
            EndingMustBeWithinPlan => "month",
            CommentMustSaySomething or CommentMustNotBeTooLong => "text",
            _ => "form",
        };
        return new SheetTyped(act, form, $"{act}-{field}", rule.Message);
    }

    /// <summary>What a field of one of the page's forms is to show.</summary>
    public static string Value(SheetTyped? typed, string act, string name, string otherwise = "") =>
        typed?.Act != act || !typed.Form.Has(name) ? otherwise
        : name == "due" ? TypedDeadline.Of(typed.Form, name).Text
        : typed.Form[name];

    /// <summary>What is wrong at a field, or null.</summary>
    public static string? Problem(SheetTyped? typed, string field) => typed?.Field == field ? typed.Message : null;
}
