using GyoseiFlow.App.Access;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Plans;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>A department's addresses, which change more often than plans do.</summary>
public sealed class ContactFunctions(FrontDesk desk, ContactDesk contacts, PlanLibrary plans)
{
    /// <summary>The addresses, to be changed.</summary>
    [Function("ContactPage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/plans/{planId}/departments/{department}")] HttpRequest request,
        string planId,
        string department,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (plan, held, _) = await HeldAsync(visit, planId, department, cancellation);
            return await PageAsync(visit, plan, held, new ContactForm(held.Mail ?? "", held.HeadMail ?? "", "", ""), cancellation);
        }, cancellation);

    /// <summary>Changes them, or goes back to the plan file's.</summary>
    [Function("ChangeContact")]
    public Task<IResult> Change(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "secretariat/plans/{planId}/departments/{department}")] HttpRequest request,
        string planId,
        string department,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (plan, held, grant) = await HeldAsync(visit, planId, department, cancellation);
            var act = visit.Act(form, grant);
            if (form["act"] == "reset")
            {
                await contacts.ResetAsync(planId, department, act, cancellation);
                return new SeeOther($"{SecretariatPaths.People(planId)}?done=contact-reset");
            }

            try
            {
                await contacts.ChangeAsync(planId, department, form["mail"], form["head"], act, cancellation);
                return new SeeOther($"{SecretariatPaths.People(planId)}?done=contact-changed");
            }
            catch (RuleBrokenException broken)
            {
                return await PageAsync(visit, plan, held, ContactForm.Of(form["mail"], form["head"], broken.Rule), cancellation);
            }
        }, cancellation);

    private async Task<(Plan Plan, Department Department, Grant Grant)> HeldAsync(
        Visit visit, string planId, string department, CancellationToken cancellation)
    {
        if (visit.Visitor.In(planId, Role.Secretariat) is not [var grant, ..])
        {
            throw new AccessDeniedException();
        }

        var plan = await plans.LatestAsync(planId, cancellation);
        var held = plan.Departments.FirstOrDefault(d => d.Id == department)
            ?? throw new RecordMissingException(RecordKeys.Plans, $"{planId}/{department}");
        return (plan, held, grant);
    }

    private async Task<IResult> PageAsync(Visit visit, Plan plan, Department held, ContactForm typed, CancellationToken cancellation) =>
        await visit.PageAsync<ContactPage>(
            new()
            {
                [nameof(ContactPage.Plan)] = plan,
                [nameof(ContactPage.Department)] = held,
                [nameof(ContactPage.File)] = await contacts.InFileAsync(plan.Id, held.Id, cancellation),
                [nameof(ContactPage.Typed)] = typed,
            },
            typed.Field.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}

/// <summary>A department's form: what is in it and what is wrong with it.</summary>
/// <param name="Mail">As typed.</param>
/// <param name="HeadMail">As typed.</param>
/// <param name="Field">The id of the field with the problem; empty for none.</param>
/// <param name="Message">The problem.</param>
public sealed record ContactForm(string Mail, string HeadMail, string Field, string Message)
{
    /// <summary>The problem of a field, or null.</summary>
    public string? ProblemOf(string field) => Field == field ? Message : null;

    /// <summary>What was typed, with the rule that it breaks.</summary>
    public static ContactForm Of(string mail, string headMail, BrokenRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var isHeads = rule is HeadMailMustBeAddress
            || (rule is AddressMustNotBeAPersons persons && persons.Mail == Accounts.Normal(headMail) && persons.Mail != Accounts.Normal(mail));
        return new ContactForm(mail, headMail, isHeads ? "head" : "mail", rule.Message);
    }
}
