using System.Collections.Immutable;
using GyoseiFlow.App.Access;
using GyoseiFlow.App.Pages.Shell;
using GyoseiFlow.App.Plans;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>A plan's people: who signs in with an address of their own, and the departments as the plan file has them.</summary>
public sealed class PeopleFunctions(FrontDesk desk, PeopleDesk people, PlanLibrary plans)
{
    /// <summary>The list, with the form for one more.</summary>
    [Function("PeoplePage")]
    public Task<IResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/plans/{planId}/people")] HttpRequest request,
        string planId,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (plan, _) = await PlanAsync(visit, planId, cancellation);
            return await ListAsync(visit, plan, PersonForm.Empty, cancellation);
        }, cancellation);

    /// <summary>Adds a person.</summary>
    [Function("AddPerson")]
    public Task<IResult> Add(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "secretariat/plans/{planId}/people")] HttpRequest request,
        string planId,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (plan, grant) = await PlanAsync(visit, planId, cancellation);
            var typed = PersonForm.Of(form);
            try
            {
                await people.AddAsync(planId, typed.Person, visit.Act(form, grant), cancellation);
                var cycle = request.Query["cycle"].ToString();
                return new SeeOther($"{SecretariatPaths.People(planId)}?done=person-added{(cycle.Length == 0 ? "" : $"&cycle={Uri.EscapeDataString(cycle)}")}");
            }
            catch (RuleBrokenException broken)
            {
                return await ListAsync(visit, plan, typed.With(await people.ProblemsAsync(planId, typed.Person, cancellation), broken.Rule), cancellation);
            }
        }, cancellation);

    /// <summary>One person, to be changed or to leave.</summary>
    [Function("PersonPage")]
    public Task<IResult> ShowOne(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "secretariat/plans/{planId}/people/{person}")] HttpRequest request,
        string planId,
        string person,
        CancellationToken cancellation) =>
        desk.ShowAsync(request, async visit =>
        {
            var (plan, _) = await PlanAsync(visit, planId, cancellation);
            var found = (await people.OfPlanAsync(planId, cancellation)).FirstOrDefault(p => p.Id == person);
            return found is null ? await visit.MissingAsync() : await OneAsync(visit, plan, person, PersonForm.Of(found, planId));
        }, cancellation);

    /// <summary>Changes a person, or lets them leave.</summary>
    [Function("ChangePerson")]
    public Task<IResult> Change(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "secretariat/plans/{planId}/people/{person}")] HttpRequest request,
        string planId,
        string person,
        CancellationToken cancellation) =>
        desk.TakeAsync(request, async (visit, form) =>
        {
            var (plan, grant) = await PlanAsync(visit, planId, cancellation);
            var act = visit.Act(form, grant);
            if (form["act"] == "leave")
            {
                await people.LeaveAsync(planId, person, act, cancellation);
                return new SeeOther($"{SecretariatPaths.People(planId)}?done=person-left");
            }

            var typed = PersonForm.Of(form);
            try
            {
                await people.ChangeAsync(planId, person, typed.Person, act, cancellation);
                return new SeeOther($"{SecretariatPaths.People(planId)}?done=person-changed");
            }
            catch (RuleBrokenException broken)
            {
                return await OneAsync(visit, plan, person, typed.With(await people.ProblemsAsync(planId, typed.Person, cancellation), broken.Rule));
            }
        }, cancellation);

    private async Task<(Plan Plan, Grant Grant)> PlanAsync(Visit visit, string planId, CancellationToken cancellation)
    {
        if (visit.Visitor.In(planId, Role.Secretariat) is not [var grant, ..])
        {
            throw new AccessDeniedException();
        }

        return (await plans.LatestAsync(planId, cancellation), grant);
    }

    private async Task<IResult> ListAsync(Visit visit, Plan plan, PersonForm typed, CancellationToken cancellation) =>
        await visit.PageAsync<PeoplePage>(
            new()
            {
                [nameof(PeoplePage.Plan)] = plan,
                [nameof(PeoplePage.People)] = await people.OfPlanAsync(plan.Id, cancellation),
                [nameof(PeoplePage.Typed)] = typed,
            },
            typed.Status);

    private static Task<IResult> OneAsync(Visit visit, Plan plan, string person, PersonForm typed) =>
        visit.PageAsync<PersonPage>(
            new() { [nameof(PersonPage.Plan)] = plan, [nameof(PersonPage.Person)] = person, [nameof(PersonPage.Typed)] = typed }, typed.Status);
}

/// <summary>A person's form: what is in it and what is wrong with it.</summary>
/// <param name="Person">What is in it.</param>
/// <param name="Problems">What is wrong, by the id of the field.</param>
public sealed record PersonForm(PersonTyped Person, ImmutableArray<(string Field, string Message)> Problems)
{
    /// <summary>Nothing typed yet.</summary>
    public static PersonForm Empty { get; } = new(new PersonTyped("", "", IsSecretariat: false, [], ""), []);

    /// <summary>HTTP's status of a page with it.</summary>
    public int Status => Problems.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    /// <summary>The problem of a field, or null.</summary>
    public string? ProblemOf(string field) => Problems.FirstOrDefault(p => p.Field == field).Message;

    /// <summary>What was sent.</summary>
    public static PersonForm Of(PostedForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return new(
            new PersonTyped(form["name"], form["mail"], form["secretariat"] == "1", [.. form.All("department").Where(d => d.Length > 0)], form["member"]),
            []);
    }

    /// <summary>A person as registered.</summary>
    public static PersonForm Of(Person person, string planId)
    {
        ArgumentNullException.ThrowIfNull(person);
        Grant[] here = [.. person.Grants.Where(g => g.PlanId == planId)];
        return new(
            new PersonTyped(
                person.Name,
                person.Mail,
                here.Any(g => g.Role == Role.Secretariat),
                [.. here.Where(g => g.Role == Role.Department).Select(g => g.Id)],
                here.FirstOrDefault(g => g.Role == Role.Member)?.Id ?? ""),
            []);
    }

    /// <summary>The same with all that it breaks: what is typed by itself, or else what stopped it.</summary>
    public PersonForm With(ImmutableArray<BrokenRule> ofItself, BrokenRule stopped) =>
        this with { Problems = [.. (ofItself.IsEmpty ? [stopped] : ofItself).Select(rule => (FieldOf(rule), rule.Message))] };

    private static string FieldOf(BrokenRule rule) => rule switch
    {
        PersonMustHaveName or PersonNameMustNotBeTooLong => "name",
        PersonMustHaveAddress or AddressMustBeFree or AddressMustNotBeAnOffices => "mail",
        _ => "secretariat",
    };
}
