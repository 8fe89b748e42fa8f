using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>What was typed into a form of a sheet's page, and what was wrong with it.</summary>
/// <param name="Act">Which form.</param>
/// <param name="Form">What it sent.</param>
/// <param name="Field">The field that the problem is at: its id on the page.</param>
/// <param name="Message">The problem.</param>
public sealed record SheetTyped(string Act, PostedForm Form, string Field, string Message)
{
    /// <summary>What was typed when a rule stood in the way.</summary>
    public static SheetTyped Of(PostedForm form, BrokenRule rule)
    {
        var act = form["act"];
        var field = rule switch
        {
            DeadlineMustNotBePast or ExtensionMustBeLater => "due",
            ReturnMustHaveReason or ExtensionMustHaveReason or DecliningMustHaveReason => "reason",
            SheetHasOneToSixDepartments or DepartmentsMustDiffer or LeadDepartmentMustHaveMail or DepartmentMustExist => "department-1",
            EndingMustBeWithinPlan => "month",
            CommentMustSaySomething or CommentMustNotBeTooLong => "text",
            _ => "form",
        };
        return new SheetTyped(act, form, $"{act}-{field}", rule.Message);
    }

    /// <summary>What a field of one of the page's forms is to show.</summary>
    public static string Value(SheetTyped? typed, string act, string name, string otherwise = "") =>
        typed?.Act == act && typed.Form.Has(name) ? typed.Form[name] : otherwise;

    /// <summary>What is wrong at a field, or null.</summary>
    public static string? Problem(SheetTyped? typed, string field) => typed?.Field == field ? typed.Message : null;
}
