using GyoseiFlow.Review.Calendar;

namespace GyoseiFlow.Local.Demo;

/// <summary>Where the demo leaves what it makes.</summary>
/// <param name="Path">The folder, absolute.</param>
/// <param name="PlanId">The plan that is played.</param>
/// <param name="Year">The year that is played.</param>
internal sealed record DemoFolder(string Path, string PlanId, FiscalYear Year)
{
    /// <summary>The store: one SQLite file.</summary>
    public string Store => System.IO.Path.Combine(Path, "gyoseiflow.db");

    /// <summary>A file a mail.</summary>
    public string Mail => System.IO.Path.Combine(Path, "mail");

    /// <summary>The static site.</summary>
    public string Published => System.IO.Path.Combine(Path, "published");

    /// <summary>The site's first page.</summary>
    public string SiteIndex => System.IO.Path.Combine(Published, "index.html");

    /// <summary>The opinion document.</summary>
    public string Document => System.IO.Path.Combine(Published, PlanId, Year.ToString(), "v1", "index.html");
}
