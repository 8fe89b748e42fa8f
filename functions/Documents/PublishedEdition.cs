using System.Globalization;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.Documents;

/// <summary>An edition of a plan by which a year was or is reviewed, as the site shows it.</summary>
/// <param name="Plan">The edition as its file has it.</param>
/// <param name="Former">The edition before it that is shown; null for the first.</param>
public sealed record PublishedEdition(Plan Plan, Plan? Former)
{
    /// <summary>Where its page is, relative to the site: plan/edition-2.html.</summary>
    public string Path => string.Create(CultureInfo.InvariantCulture, $"{Plan.Id}/edition-{Plan.Edition}.html");
}
