using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;

namespace GyoseiFlow.Review.Cycles;

/// <summary>One run of the review for one fiscal year (年度サイクル).</summary>
/// <param name="PlanId">The plan's id.</param>
/// <param name="PlanEdition">The edition that holds for this cycle.</param>
/// <param name="Year">The fiscal year under review.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Run">
/// Which orchestration drives it, from 1. A cycle rebuilt from the store gets the next, so that the old one's instances
/// can't be taken for the new one's.
/// </param>
/// <param name="ApprovalComment">What the chair said when sending it back, while that is open.</param>
/// <param name="Version">The published version; 0 before the first.</param>
/// <param name="Revision">Grows by one with every change, from 0.</param>
public sealed record Cycle(
    string PlanId,
    int PlanEdition,
    FiscalYear Year,
    CycleStage Stage,
    int Run,
    string? ApprovalComment,
    int Version,
    int Revision)
{
    /// <summary>The cycle's id, from its plan's id and the year in 西暦, e.g. tomakomai-2024.</summary>
    public static string IdOf(string planId, FiscalYear year) => string.Create(CultureInfo.InvariantCulture, $"{planId}-{year.Year}");

    /// <summary>
    /// The measures that were recorded as ended, outside the plan file, before the cycle opened; null for none. Fixed at the opening:
    /// what is recorded later is for later cycles, and what is published stays as it is.
    /// </summary>
    public ImmutableSortedDictionary<string, MeasureEnd>? Endings { get; init; }

    /// <summary>That the secretariat closed the departments' stage, and why; null when it did not.</summary>
    public StageClosing? SelfEvaluationClosing { get; init; }

    /// <summary>The day on which its personal data was deleted, at the end of the retention; null before. Nothing drives it from then on.</summary>
    public DateOnly? PersonalDataDeletedOn { get; init; }

    /// <summary>When the last sheet was settled while the committee's day was still to come; null before, and where nothing waits for it.</summary>
    public DateTimeOffset? SelfEvaluationEndedAt { get; init; }

    /// <summary>That the secretariat closed the committee's stage with ballots missing, and why; null when it did not.</summary>
    public StageClosing? CommitteeClosing { get; init; }

    /// <summary>The fiscal year whose departments answer, where a changed plan was taken in since; null: that of the opening day.</summary>
    public FiscalYear? Offices { get; init; }

    /// <summary>The changed plans that were taken in while it ran, oldest first; null for none.</summary>
    public ImmutableArray<CycleAdoption>? Adoptions { get; init; }

    /// <summary>The cycle's id.</summary>
    public string Id => IdOf(PlanId, Year);

    /// <summary>A cycle as it is when it opens.</summary>
    public static Cycle Opened(string planId, int planEdition, FiscalYear year) =>
        new(planId, planEdition, year, CycleStage.SelfEvaluation, 1, null, 0, 0);

    /// <summary>The cycle moves on to the next stage.</summary>
    /// <exception cref="RuleBrokenException">It is not in the stage before.</exception>
    public Cycle MovedTo(CycleStage stage)
    {
        RuleBrokenException.Unless(stage == Stage + 1, new StageMustBe((stage - 1).Label(), Stage.Label()));
        return Next() with { Stage = stage };
    }

    /// <summary>The secretariat closed the departments' stage; the next one begins on its day.</summary>
    /// <exception cref="RuleBrokenException">There is no reason, or the cycle is past that stage.</exception>
    public Cycle SelfEvaluationClosed(string reason, string by, DateTimeOffset at)
    {
        RuleBrokenException.Unless(
            Stage == CycleStage.SelfEvaluation, new StageMustBe(CycleStage.SelfEvaluation.Label(), Stage.Label()));
        WrittenReason.Check(reason, new ClosingMustHaveReason());
        return Next() with { SelfEvaluationClosing = new StageClosing(reason, by, at) };
    }

    /// <summary>Every sheet is settled, and the committee's day is still to come.</summary>
    /// <exception cref="RuleBrokenException">The cycle is past the departments' stage.</exception>
    public Cycle SelfEvaluationEnded(DateTimeOffset at)
    {
        RuleBrokenException.Unless(
            Stage == CycleStage.SelfEvaluation, new StageMustBe(CycleStage.SelfEvaluation.Label(), Stage.Label()));
        return Next() with { SelfEvaluationEndedAt = at };
    }

    /// <summary>The secretariat closed the committee's stage: nobody votes any more, and the opinions are compiled next.</summary>
    /// <exception cref="RuleBrokenException">There is no reason, or it is not the committee's turn.</exception>
    public Cycle CommitteeClosed(string reason, string by, DateTimeOffset at)
    {
        RuleBrokenException.Unless(Stage == CycleStage.Committee, new OnlyTheCommitteeStageCanBeClosed(Stage.Label()));
        WrittenReason.Check(reason, new ClosingBallotsMustHaveReason());
        return Next() with { CommitteeClosing = new StageClosing(reason, by, at) };
    }

    /// <summary>The departments' stage of a year without ballots is over: the secretariat checks what is to be published.</summary>
    /// <exception cref="RuleBrokenException">It is not in the departments' stage.</exception>
    public Cycle LeftToSecretariat()
    {
        RuleBrokenException.Unless(
            Stage == CycleStage.SelfEvaluation, new StageMustBe(CycleStage.SelfEvaluation.Label(), Stage.Label()));
        return Next() with { Stage = CycleStage.Compiling };
    }

    /// <summary>公表してよい: the secretariat's own check is done, in a year without ballots.</summary>
    /// <exception cref="RuleBrokenException">It isn't being checked.</exception>
    public Cycle Released()
    {
        RuleBrokenException.Unless(Stage == CycleStage.Compiling, new StageMustBe(CycleStage.Compiling.Label(), Stage.Label()));
        return Next() with { Stage = CycleStage.Publication };
    }

    /// <summary>The secretariat hands the compiled opinions to the chair.</summary>
    /// <exception cref="RuleBrokenException">Opinions are not being compiled.</exception>
    public Cycle SentToChair()
    {
        RuleBrokenException.Unless(Stage == CycleStage.Compiling, new StageMustBe(CycleStage.Compiling.Label(), Stage.Label()));
        return Next() with { Stage = CycleStage.Approval, ApprovalComment = null };
    }

    /// <summary>The chair sends it back to the secretariat.</summary>
    /// <exception cref="RuleBrokenException">There is no comment, or it isn't at the chair.</exception>
    public Cycle SentBack(string comment)
    {
        RuleBrokenException.Unless(Stage == CycleStage.Approval, new StageMustBe(CycleStage.Approval.Label(), Stage.Label()));
        WrittenReason.Check(comment, new SendingBackMustHaveComment());
        return Next() with { Stage = CycleStage.Compiling, ApprovalComment = comment };
    }

    /// <summary>The chair approves.</summary>
    /// <exception cref="RuleBrokenException">It isn't at the chair.</exception>
    public Cycle Approved()
    {
        RuleBrokenException.Unless(Stage == CycleStage.Approval, new StageMustBe(CycleStage.Approval.Label(), Stage.Label()));
        return Next() with { Stage = CycleStage.Publication };
    }

    /// <summary>A version is out.</summary>
    /// <exception cref="RuleBrokenException">It isn't approved.</exception>
    public Cycle Published(int version)
    {
        RuleBrokenException.Unless(
            Stage is CycleStage.Publication or CycleStage.Published,
            new StageMustBe(CycleStage.Publication.Label(), Stage.Label()));
        return Next() with { Stage = CycleStage.Published, Version = version };
    }

    /// <summary>
    /// The last day on which the calendar has the cycle in the stage where it stands, a stage's own last night counted in; null once
    /// it is published. A cycle that stands there longer waits for somebody.
    /// </summary>
    public DateOnly? LastDay(CyclePlan calendar)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return (Stage, calendar.Committee) switch
        {
            (CycleStage.Published, _) => null,
            (CycleStage.SelfEvaluation, { } committee) => committee.Opens,
            (CycleStage.Committee, { } committee) => committee.Due.AddDays(1),
            _ => calendar.Publication,
        };
    }

    /// <summary>The personal data of its year was deleted.</summary>
    /// <exception cref="RuleBrokenException">It isn't published.</exception>
    public Cycle PersonalDataDeleted(DateOnly day)
    {
        RuleBrokenException.Unless(Stage == CycleStage.Published, new StageMustBe(CycleStage.Published.Label(), Stage.Label()));
        return Next() with { PersonalDataDeletedOn = day };
    }

    /// <summary>計画の変更の取込み: from now on a changed plan holds. Another orchestration takes over, which finds the new sheets and days.</summary>
    /// <param name="edition">The edition that holds from now on.</param>
    /// <param name="offices">The fiscal year whose departments answer.</param>
    /// <param name="endings">What is recorded of ended measures.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who, as the audit log names them.</param>
    /// <param name="at">When.</param>
    /// <exception cref="RuleBrokenException">There is no reason.</exception>
    public Cycle Adopted(
        int edition, FiscalYear offices, ImmutableSortedDictionary<string, MeasureEnd> endings, string reason, string by, DateTimeOffset at)
    {
        WrittenReason.Check(reason, new AdoptionMustHaveReason());
        var adoption = new CycleAdoption(PlanEdition, Offices, Endings, reason, by, at);
        return Rebuilt() with
        {
            PlanEdition = edition,
            Offices = offices,
            Endings = endings.IsEmpty ? null : endings,
            Adoptions = [.. Adoptions ?? [], adoption],
        };
    }

    /// <summary>The cycle is driven anew from the store: another orchestration takes over.</summary>
    public Cycle Rebuilt() => Next() with { Run = Run + 1 };

    private Cycle Next() => this with { Revision = Revision + 1 };
}

/// <summary>A changed plan was taken in: what held until then, who did it and why.</summary>
/// <param name="Edition">The edition that held.</param>
/// <param name="Offices">The fiscal year whose departments answered; null: that of the opening day.</param>
/// <param name="Endings">What was recorded of ended measures; null for none.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who, as the audit log names them.</param>
/// <param name="At">When.</param>
public sealed record CycleAdoption(
    int Edition, FiscalYear? Offices, ImmutableSortedDictionary<string, MeasureEnd>? Endings, string Reason, string By, DateTimeOffset At);

/// <summary>A stage was closed by hand.</summary>
/// <param name="Reason">Why.</param>
/// <param name="By">Who closed it, as the audit log names them.</param>
/// <param name="At">When.</param>
public sealed record StageClosing(string Reason, string By, DateTimeOffset At);

/// <summary>Where a cycle stands.</summary>
public enum CycleStage
{
    /// <summary>自己評価: departments answer.</summary>
    SelfEvaluation,

    /// <summary>委員評価: members score.</summary>
    Committee,

    /// <summary>意見とりまとめ: the secretariat compiles the opinions.</summary>
    Compiling,

    /// <summary>会長承認.</summary>
    Approval,

    /// <summary>公表準備: approved, waiting for its day.</summary>
    Publication,

    /// <summary>公表済み.</summary>
    Published,
}

/// <summary>The words that people see for a cycle's stage.</summary>
public static class CycleStageLabel
{
    /// <summary>Where a cycle stands: a stage that was closed, and whose successor waits for its day, says so.</summary>
    public static string StageLabel(this Cycle cycle, Plan plan, CyclePlan calendar)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        ArgumentNullException.ThrowIfNull(plan);
        var label = cycle.Stage.Label(plan, calendar);
        return cycle switch
        {
            { Stage: CycleStage.SelfEvaluation, SelfEvaluationClosing: not null } =>
                $"{label}は締め切りました（{(plan.HasBallots(calendar) ? "委員評価の開始待ち" : "事務局の確認待ち")}）",
            { Stage: CycleStage.SelfEvaluation, SelfEvaluationEndedAt: not null } => $"{label}は終わりました（委員評価の開始待ち）",
            { Stage: CycleStage.Committee, CommitteeClosing: not null } => $"{label}は締め切りました（意見とりまとめの開始待ち）",
            _ => label,
        };
    }

    /// <summary>The Japanese label.</summary>
    public static string Label(this CycleStage stage) => stage switch
    {
        CycleStage.SelfEvaluation => "自己評価",
        CycleStage.Committee => "委員評価",
        CycleStage.Compiling => "意見とりまとめ",
        CycleStage.Approval => "会長承認",
        CycleStage.Publication => "公表準備",
        CycleStage.Published => "公表済み",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "No such stage."),
    };

    /// <summary>The label in a year of this plan, which may have no scores and no ballots.</summary>
    public static string Label(this CycleStage stage, Plan plan, CyclePlan cycle)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return stage switch
        {
            CycleStage.SelfEvaluation when !plan.IsScored => "担当部署の記入",
            CycleStage.Compiling when !plan.HasBallots(cycle) => "公表前の確認",
            _ => stage.Label(),
        };
    }
}
