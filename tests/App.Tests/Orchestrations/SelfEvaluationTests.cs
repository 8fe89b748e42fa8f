using GyoseiFlow.App.Mail;
using GyoseiFlow.App.Orchestration;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.App.SelfEvaluation;
using GyoseiFlow.App.Tests.Towns;
using GyoseiFlow.Durable;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Plans;
using GyoseiFlow.Review.Rules;
using GyoseiFlow.Review.Sheets;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace GyoseiFlow.App.Tests.Orchestrations;

public class SelfEvaluationTests
{
    [Fact]
    public async Task Calendar_NobodyAnswers_RemindsOnBusinessDaysThenTellsTheHead()
    {
        await using var town = await Town.OpenedAsync();

        await town.UntilAsync(new DateOnly(2025, 5, 16));

        // 29 April and 3 to 6 May are holidays: the fifth business day after 25 April is 7 May.
        Assert.Equal(
            [("依頼", 4, 1), ("督促", 4, 22), ("期限後", 4, 28), ("期限後", 5, 1), ("未提出", 5, 7)],
            town.Post.Left.Where(m => m.Key.Contains("/sheet-3/", StringComparison.Ordinal))
                .Select(m => (m.Subject.Split(' ')[0], m.At.ToOffset(JapanTime.Offset).Month, m.At.ToOffset(JapanTime.Offset).Day)));
        var escalation = Assert.Single(town.Post.Left, m => m.Key.Contains("/sheet-3/Escalation/", StringComparison.Ordinal));
        Assert.Equal((SmallPlan.ZaiseiHead, SmallPlan.Zaisei), (Assert.Single(escalation.To), Assert.Single(escalation.Cc)));
    }

    [Fact]
    public async Task Calendar_Submitted_NoReminders()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("3");

        await town.UntilAsync(new DateOnly(2025, 5, 16));

        Assert.DoesNotContain(town.Post.Left, m => m.Key.Contains("/sheet-3/Reminder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calendar_MachineWasOffForAMonth_OneReminderAndOneEscalation()
    {
        await using var town = await Town.OpenedAsync();

        town.Clock.AdvanceTo(JapanTime.At(new DateOnly(2025, 5, 16), new TimeOnly(9, 0)));
        await town.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(
            ["依頼", "期限後", "未提出"],
            town.Post.Left.Where(m => m.Key.Contains("/sheet-3/", StringComparison.Ordinal)).Select(m => m.Subject.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Extend_MovesTheOccasionsAndTellsTheDepartment()
    {
        await using var town = await Town.OpenedAsync();
        await town.UntilAsync(new DateOnly(2025, 4, 18));

        await town.Sheets.ExtendAsync(Town.CycleId, "3", "繁忙のため", new DateOnly(2025, 5, 9), town.Act(), town.Client, Town.None);
        await town.UntilAsync(new DateOnly(2025, 5, 8));

        var reminder = Assert.Single(town.Post.Left, m => m.Key.Contains("/sheet-3/Reminder/", StringComparison.Ordinal));
        Assert.Equal($"{Town.CycleId}/sheet-3/Reminder/20250509-3", reminder.Key);
        Assert.Equal(new DateOnly(2025, 5, 2), JapanTime.DateOf(reminder.At));
        Assert.Contains(town.Post.Left, m => m.Subject == "延長 No.3 橋の点検" && m.Body.Contains("5月9日", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Extend_ToADayThatIsOver_IsRefused()
    {
        await using var town = await Town.OpenedAsync();
        await town.UntilAsync(new DateOnly(2025, 5, 14));

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => town.Sheets.ExtendAsync(
            Town.CycleId, "3", "繁忙のため", new DateOnly(2025, 5, 13), town.Act(), town.Client, Town.None));

        Assert.IsType<DeadlineMustNotBePast>(refused.Rule);
    }

    [Fact]
    public async Task Extend_ReturnedSheet_MailDoesNotGiveTheReturnsReasonAsItsOwn()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("3");
        await town.Sheets.ReturnAsync(Town.CycleId, "3", 1, "数字が違う", SmallPlan.Due, town.Act(), town.Client, Town.None);

        await town.Sheets.ExtendAsync(Town.CycleId, "3", "繁忙のため", SmallPlan.Due.AddDays(7), town.Act(), town.Client, Town.None);
        await town.LettersAsync();

        var mail = Assert.Single(town.Post.Left, m => m.Subject.StartsWith("延長", StringComparison.Ordinal));
        Assert.DoesNotContain("数字が違う", mail.Body, StringComparison.Ordinal);
        Assert.Contains("理由:繁忙のため", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Return_MailsTheReasonAndTheNewDeadlineAndRemindsByIt()
    {
        await using var town = await Town.OpenedAsync();
        await town.SubmitAsync("3");

        await town.Sheets.ReturnAsync(Town.CycleId, "3", 1, "数字が違う", new DateOnly(2025, 4, 17), town.Act(), town.Client, Town.None);
        await town.UntilAsync(new DateOnly(2025, 4, 15));

        var mail = Assert.Single(town.Post.Left, m => m.Subject == "差戻し No.3 橋の点検");
        Assert.Contains("理由:数字が違う", mail.Body, StringComparison.Ordinal);
        Assert.Contains("4月17日", mail.Body, StringComparison.Ordinal);
        Assert.Contains(town.Post.Left, m => m.Key == $"{Town.CycleId}/sheet-3/ReturnReminder/20250417-3");
    }

    [Fact]
    public async Task Reassign_NewLeadGetsTheTaskAndTheReminders()
    {
        await using var town = await Town.OpenedAsync();

        await town.Sheets.ReassignAsync(Town.CycleId, "3", ["kikaku", "zaisei"], town.Act(), town.Client, Town.None);
        await town.UntilAsync(new DateOnly(2025, 4, 22));

        Assert.Contains("引継ぎ No.3 橋の点検", town.LeftFor(SmallPlan.Kikaku));
        Assert.Contains("督促 No.3 橋の点検", town.LeftFor(SmallPlan.Kikaku));
        Assert.DoesNotContain("督促 No.3 橋の点検", town.LeftFor(SmallPlan.Zaisei));
    }

    [Theory]
    [InlineData("all", typeof(LeadDepartmentMustHaveMail))]
    [InlineData("nowhere", typeof(DepartmentMustExist))]
    [InlineData("kikaku,kikaku", typeof(DepartmentsMustDiffer))]
    public async Task Reassign_ToDepartmentsThatCantAnswer_IsRefusedAndNothingChanges(string departments, Type rule)
    {
        await using var town = await Town.OpenedAsync();
        var before = await Snapshot.TakeAsync(town);

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => town.Sheets.ReassignAsync(
            Town.CycleId, "3", [.. departments.Split(',')], town.Act(), town.Client, Town.None));

        Assert.IsType(rule, refused.Rule);
        Assert.Equal(before, await Snapshot.TakeAsync(town));
    }

    [Fact]
    public async Task Submit_OnBehalf_IsRecordedAsSuch()
    {
        await using var town = await Town.OpenedAsync();

        await town.Sheets.SubmitAsync(Town.CycleId, "3", SmallPlan.Answers(), etag: null, true, town.Act(), town.Client, Town.None);

        var version = Assert.Single(await town.ListAsync<SubmissionRecord>("submission/3/"));
        Assert.Equal((true, "secretariat"), (version.IsOnBehalf, version.By));
    }

    [Fact]
    public async Task Submit_Incomplete_IsRefusedWithEveryProblem()
    {
        await using var town = await Town.OpenedAsync();

        var refused = await Assert.ThrowsAsync<RuleBrokenException>(() => town.SubmitAsync("3", answers: Answers.None));

        Assert.Equal("scores", Assert.Single(Assert.IsType<AnswersMustBeComplete>(refused.Rule).Problems).Field);
        Assert.Equal(SheetState.NotStarted, (await town.SheetAsync("3")).State);
    }

    [Fact]
    public async Task Close_WithoutAnswer_DocumentSaysMissingAndFiguresLeaveItOut()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync("1", "2");
        await town.Sheets.CloseAsync(Town.CycleId, "3", "提出がないため", town.Act(), town.Client, Town.None);
        await town.VoteAllAsync();
        await town.ApproveAsync();

        await town.UntilAsync(SmallPlan.Publication);

        var folder = Path.Combine(town.Site, "town/2024/v1");
        Assert.Contains("未提出", await File.ReadAllTextAsync(Path.Combine(folder, "index.html")), StringComparison.Ordinal);
        var scores = await File.ReadAllLinesAsync(Path.Combine(folder, "data/scores.csv"));
        Assert.DoesNotContain(scores, line => line.StartsWith("3,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Turns_MoreThanOneHistoryHolds_StartsAnewAndGoesOn()
    {
        await using var town = await Town.OpenedAsync();
        var id = InstanceIds.OfSheet(Town.CycleId, 1, "3");
        for (var i = 0; i < 120; i++)
        {
            await town.Client.RaiseEventAsync(id, "Changed");
            await town.RestAsync();
        }

        await town.AnswerAllAsync("3");
        await town.LettersAsync();

        var executions = await town.Get<SqliteFile>().ReadAsync(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT execution FROM durable_instances WHERE id = @id";
            command.Parameters.AddWithValue("@id", id);
            return (long)command.ExecuteScalar()!;
        });
        Assert.True(executions >= 2, $"{executions}");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await town.Client.GetInstanceAsync(id))!.RuntimeStatus);
        Assert.Single(town.LeftFor(SmallPlan.Zaisei), s => s == "依頼 No.3 橋の点検");
    }

    [Fact]
    public async Task Prefill_NextYear_CarriesAcceptedAnswersOfCarriedFieldsOnly()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync("1");
        await town.SubmitAsync("2");

        await OpenNextYearAsync(town);

        var draft = await town.Drafts.GetAsync("town-2025", "1", Town.None);
        Assert.Equal(["actions", "goal"], draft.Answers.ByField.Keys);
        Assert.Equal("目標・橋の点検を終えた", draft.Answers.Of<TextAnswer>("goal")!.Text);
        Assert.Equal(Answers.None, (await town.Drafts.GetAsync("town-2025", "2", Town.None)).Answers);
        Assert.Equal(SheetState.NotStarted, (await town.SheetAsync("1", "town-2025")).State);
    }

    [Fact]
    public async Task Prefill_NextYearsEditionDroppedAField_CarriesTheOthers()
    {
        await using var town = await Town.OpenedAsync();
        await town.AnswerAllAsync("1");
        await town.Get<Plans.PlanLibrary>().ImportAsync(SmallPlan.SecondEdition, Town.None);

        await OpenNextYearAsync(town);

        var draft = await town.Drafts.GetAsync("town-2025", "1", Town.None);
        Assert.Equal("actions", Assert.Single(draft.Answers.ByField.Keys));
    }

    /// <summary>One sheet's part breaks down while the others go on for weeks: it is driven again long before they end.</summary>
    [Fact]
    public async Task Part_FailsForAnHour_IsDrivenAgainWhileTheOthersGoOn()
    {
        PickyStore? store = null;
        await using var town = await Town.CreateAsync(services: services =>
        {
            var real = (IRecordStore)services.Last(s => s.ServiceType == typeof(IRecordStore)).ImplementationInstance!;
            services.AddSingleton<IRecordStore>(store = new PickyStore(real));
        });
        store!.BrokenKey = RecordKeys.Watch("sheet-3");
        await town.OpenAsync();
        await town.PassAsync(TimeSpan.FromHours(1));
        Assert.DoesNotContain(town.Post.Left, m => m.Key.Contains("/sheet-3/", StringComparison.Ordinal));
        store.BrokenKey = null;

        await town.PassAsync(TimeSpan.FromHours(3));

        Assert.Single(town.LeftFor(SmallPlan.Zaisei), s => s == "依頼 No.3 橋の点検");
        Assert.All(town.Post.Left.CountBy(m => m.Key), mail => Assert.Equal(1, mail.Value));
        await town.AnswerAllAsync();
        await town.UntilAsync(SmallPlan.CommitteeOpens);
        Assert.Equal(Review.Cycles.CycleStage.Committee, (await town.CycleAsync()).Stage);
    }

    [Fact]
    public async Task Mail_ToSharedSheet_OtherDepartmentsGetACopy()
    {
        await using var town = await Town.OpenedAsync();

        var task = Assert.Single(town.Post.Left, m => m.Key.Contains("/sheet-1/", StringComparison.Ordinal));

        Assert.Equal((SmallPlan.Zaisei, SmallPlan.Kikaku), (Assert.Single(task.To), Assert.Single(task.Cc)));
        Assert.Contains((await town.MailsAsync()), m => m.Key is { Subject: "sheet-1", Purpose: MailPurpose.Task } && m.State == OutboxState.Sent);
    }

    private static async Task OpenNextYearAsync(Town town)
    {
        town.Clock.AdvanceTo(new DateTimeOffset(2026, 4, 1, 1, 0, 0, TimeSpan.Zero));
        await town.OpenAsync();
    }

    private sealed class PickyStore(IRecordStore real) : IRecordStore
    {
        public string? BrokenKey { get; set; }

        public Task<StoredRecord?> FindAsync(string partition, string key, CancellationToken cancellation) =>
            real.FindAsync(partition, key, cancellation);

        public IAsyncEnumerable<StoredRecord> ListAsync(string partition, string keyPrefix, CancellationToken cancellation) =>
            real.ListAsync(partition, keyPrefix, cancellation);

        public Task CommitAsync(string partition, IReadOnlyList<RecordWrite> writes, CancellationToken cancellation) =>
            writes.Any(w => w.Key == BrokenKey) ? throw new IOException("disk full") : real.CommitAsync(partition, writes, cancellation);
    }
}
