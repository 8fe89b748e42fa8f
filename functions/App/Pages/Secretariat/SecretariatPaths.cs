namespace GyoseiFlow.App.Pages.Secretariat;

/// <summary>Where the secretariat's pages are.</summary>
internal static class SecretariatPaths
{
    /// <summary>Opening a cycle (POST).</summary>
    public const string Open = "/secretariat/cycles";

    /// <summary>The part of the board that stays up to date.</summary>
    public static string Live(string cycleId) => $"{PagePaths.Board(cycleId)}/live";

    /// <summary>A sheet as the secretariat sees it.</summary>
    public static string Sheet(string cycleId, string measure) => $"{PagePaths.Board(cycleId)}/sheets/{Uri.EscapeDataString(measure)}";

    /// <summary>An act on several sheets: what it would do, then doing it.</summary>
    public static string Many(string cycleId) => $"{PagePaths.Board(cycleId)}/many";

    /// <summary>What an act on several sheets has done.</summary>
    public static string ManyDone(string cycleId) => $"{Many(cycleId)}/done";

    /// <summary>The end of the departments' stage.</summary>
    public static string CloseStage(string cycleId) => $"{PagePaths.Board(cycleId)}/close";

    /// <summary>How far the members of the committee are.</summary>
    public static string Ballots(string cycleId) => $"{PagePaths.Board(cycleId)}/ballots";

    /// <summary>An act on several ballots: what it would do, then doing it.</summary>
    public static string ManyBallots(string cycleId) => $"{Ballots(cycleId)}/many";

    /// <summary>What an act on several ballots has done.</summary>
    public static string ManyBallotsDone(string cycleId) => $"{ManyBallots(cycleId)}/done";

    /// <summary>The end of the committee's stage.</summary>
    public static string CloseBallots(string cycleId) => $"{Ballots(cycleId)}/close";

    /// <summary>Taking a changed plan into the year.</summary>
    public static string Adoption(string cycleId) => $"{PagePaths.Board(cycleId)}/plan";

    /// <summary>The figures as they stand.</summary>
    public static string Figures(string cycleId) => $"{PagePaths.Board(cycleId)}/figures";

    /// <summary>The mails to come and the milestones.</summary>
    public static string Calendar(string cycleId) => $"{PagePaths.Board(cycleId)}/calendar";

    /// <summary>The mails that were written.</summary>
    public static string Mails(string cycleId) => $"{PagePaths.Board(cycleId)}/mails";

    /// <summary>One mail. Its address is made of its key, which names a sheet, a role or the cycle, never a person.</summary>
    public static string Mail(string cycleId, string subject, string purpose, string occasion) =>
        $"{Mails(cycleId)}/{Uri.EscapeDataString(subject)}/{Uri.EscapeDataString(purpose)}/{Uri.EscapeDataString(occasion)}";

    /// <summary>The audit log.</summary>
    public static string Audit(string cycleId) => $"{PagePaths.Board(cycleId)}/audit";

    /// <summary>The log of a plan's people and departments.</summary>
    public static string PlanLog(string planId) => $"{PagePaths.Secretariat}/plans/{Uri.EscapeDataString(planId)}/log";

    /// <summary>A plan's people.</summary>
    public static string People(string planId) => $"{PagePaths.Secretariat}/plans/{Uri.EscapeDataString(planId)}/people";

    /// <summary>A department's addresses.</summary>
    public static string Contact(string planId, string department) =>
        $"{PagePaths.Secretariat}/plans/{Uri.EscapeDataString(planId)}/departments/{Uri.EscapeDataString(department)}";

    /// <summary>One of them.</summary>
    public static string Person(string planId, string person) => $"{People(planId)}/{Uri.EscapeDataString(person)}";
}
