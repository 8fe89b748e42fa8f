using System.Globalization;
using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Documents;

/// <summary>One published version of one year's opinion document, as the site lists it.</summary>
/// <param name="PlanId">The plan's id.</param>
/// <param name="PlanName">The plan's name.</param>
/// <param name="City">The city's name.</param>
/// <param name="FiscalYear">The fiscal year under review.</param>
/// <param name="Version">From 1.</param>
/// <param name="PublishedOn">The day of this version.</param>
/// <param name="Title">The document's title.</param>
/// <param name="CorrectionReason">Why this version replaced the one before; null for the first.</param>
public sealed record PublishedYear(
    string PlanId,
    string PlanName,
    string City,
    FiscalYear FiscalYear,
    int Version,
    DateOnly PublishedOn,
    string Title,
    string? CorrectionReason)
{
    /// <summary>Where the site is, with a slash at the end; empty when nobody knows, and then links are relative.</summary>
    public string BaseUrl { get; init; } = "";

    /// <summary>Where this version's files are, relative to the site: plan/2024/v1/.</summary>
    public string Folder => FolderOf(PlanId, FiscalYear, Version) + "/";

    /// <summary>Where a version's files are, relative to the site, without a slash at the end: plan, fiscal year (西暦), version.</summary>
    public static string FolderOf(string planId, FiscalYear year, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{planId}/{year.Year}/v{version}");
}
