using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using GyoseiFlow.App.Audit;
using GyoseiFlow.App.Pages;
using GyoseiFlow.App.Ports;
using GyoseiFlow.App.Records;
using GyoseiFlow.Review.Calendar;
using GyoseiFlow.Review.Cycles;
using GyoseiFlow.Review.Plans;

namespace GyoseiFlow.App.Plans;

/// <summary>The plans that the store holds. An edition never changes: a changed plan is a new edition.</summary>
public sealed class PlanLibrary(IRecordStore store, PublicAddress address, TimeProvider clock)
{
    // Plans come in by the command line, which the secretariat's staff run.
    private const string Importer = "secretariat/コマンド";

    private const int MaxTries = 20;
    private readonly ConcurrentDictionary<(string Id, int Edition), Plan> _read = new();
    private readonly ConcurrentDictionary<(string Id, int Edition), (string ETag, Plan Plan)> _current = new();
    private LatestPlans? _latest;

    /// <summary>Takes a plan file in; the same file again is the same as once.</summary>
    /// <exception cref="PlanRefusedException">The file has errors, or its edition is there with another text.</exception>
    public async Task<Plan> ImportAsync(string yaml, CancellationToken cancellation)
    {
        var plan = Read(yaml);
        for (var tries = 1; ; tries++)
        {
            try
            {
                await InsertAsync(plan, yaml, cancellation);
                return plan;
            }
            catch (RecordConflictException) when (tries < MaxTries)
            {
                // Another plan came in, or this one twice at once: look again.
            }
        }
    }

    private async Task InsertAsync(Plan plan, string yaml, CancellationToken cancellation)
    {
        var key = RecordKeys.Plan(plan.Id, plan.Edition);
        var found = await store.FindAsync<PlanRecord>(RecordKeys.Plans, key, cancellation);
        if (found is null)
        {
            var change = await store.FindAsync<PlansChange>(RecordKeys.Plans, RecordKeys.PlansChange, cancellation);
            var entry = await EntryAsync(plan, cancellation);
            await store.CommitAsync(
                RecordKeys.Plans,
                [
                    TypedRecords.Insert(key, new PlanRecord(plan.Id, plan.Edition, yaml)),
                    TypedRecords.Insert(RecordKeys.Audit(entry.By, entry.RequestId), entry),
                    TypedRecords.Put(RecordKeys.PlansChange, change, new PlansChange(plan.Id, plan.Edition)),
                ],
                cancellation);
        }
        else if (found.Value.Yaml != yaml)
        {
            throw new PlanRefusedException(
                $"計画「{plan.Id}」の第{plan.Edition}版は、別の内容ですでに登録されています。内容を変えるときはeditionを1つ増やしてください。");
        }
    }

    private async Task<AuditEntry> EntryAsync(Plan plan, CancellationToken cancellation)
    {
        var former = 0;
        await foreach (var record in store.ListAsync<PlanRecord>(RecordKeys.Plans, RecordKeys.PlansOf(plan.Id), cancellation))
        {
            former = record.Value.Edition < plan.Edition ? record.Value.Edition : former;
        }

        return new AuditEntry(
            string.Create(CultureInfo.InvariantCulture, $"plan-{plan.Id}-{plan.Edition}"),
            clock.GetUtcNow(),
            Importer,
            "計画の登録",
            RecordKeys.PlanSubject(plan.Id),
            former == 0 ? null : RecordJson.Write(await SizeAsync(plan.Id, former, cancellation)),
            RecordJson.Write(PlanSize.Of(plan)));
    }

    private async Task<PlanSize> SizeAsync(string planId, int edition, CancellationToken cancellation)
    {
        try
        {
            return PlanSize.Of(await GetAsync(planId, edition, cancellation));
        }
        catch (PlanRefusedException)
        {
            // A newer edition is how an edition that can't be read any more is put right.
            return new PlanSize(edition, null, null, null, null);
        }
    }

    /// <summary>The plan of this id and edition, with the departments' addresses that hold now.</summary>
    /// <exception cref="PlanRefusedException">The stored text is no sound plan for this version of the program.</exception>
    public async Task<Plan> GetAsync(string planId, int edition, CancellationToken cancellation)
    {
        var contacts = await store.FindAsync(RecordKeys.People, RecordKeys.Contacts, cancellation);
        var plan = await InFileAsync(planId, edition, cancellation);
        if (contacts is null)
        {
            return plan;
        }

        if (!_current.TryGetValue((planId, edition), out var known) || known.ETag != contacts.ETag)
        {
            known = (contacts.ETag, RecordJson.Read<DepartmentContacts>(contacts.Json).Applied(plan));
            _current[(planId, edition)] = known;
        }

        return known.Plan;
    }

    /// <summary>A plan's latest edition as its file has it, whatever addresses were changed since.</summary>
    /// <exception cref="RecordMissingException">There is no such plan.</exception>
    internal async Task<Plan> LatestInFileAsync(string planId, CancellationToken cancellation)
    {
        return await InFileAsync(planId, (await LatestAsync(planId, cancellation)).Edition, cancellation);
    }

    private async Task<Plan> InFileAsync(string planId, int edition, CancellationToken cancellation)
    {
        if (_read.TryGetValue((planId, edition), out var plan))
        {
            return plan;
        }

        var stored = await store.GetAsync<PlanRecord>(RecordKeys.Plans, RecordKeys.Plan(planId, edition), cancellation);
        return _read[(planId, edition)] = Read(stored.Value.Yaml);
    }

    /// <summary>
    /// Every plan in its latest edition, but those that can't be read; the same array until a plan is taken in or an address changed, by whichever
    /// instance.
    /// </summary>
    public async Task<ImmutableArray<Plan>> LatestAsync(CancellationToken cancellation) => (await KnowAsync(cancellation)).Plans;

    /// <summary>A plan in its latest edition.</summary>
    /// <exception cref="RecordMissingException">There is no such plan, or this version of the program can't read it.</exception>
    public async Task<Plan> LatestAsync(string planId, CancellationToken cancellation) =>
        (await LatestAsync(cancellation)).FirstOrDefault(p => p.Id == planId) ?? throw new RecordMissingException(RecordKeys.Plans, planId);

    /// <summary>The plans whose latest edition can't be read by this version of the program. They stand in nobody's way.</summary>
    public async Task<ImmutableArray<UnreadablePlan>> UnreadableAsync(CancellationToken cancellation) =>
        (await KnowAsync(cancellation)).Unreadable;

    private async Task<LatestPlans> KnowAsync(CancellationToken cancellation)
    {
        // Before the plans: one that comes in between is found the next time.
        var change = await store.FindAsync(RecordKeys.Plans, RecordKeys.PlansChange, cancellation);
        var contacts = await store.FindAsync(RecordKeys.People, RecordKeys.Contacts, cancellation);
        if (_latest is not { } known || known.Change != change?.ETag || known.Contacts != contacts?.ETag)
        {
            _latest = known = await ReadLatestAsync(change?.ETag, contacts?.ETag, cancellation);
        }

        return known;
    }

    private async Task<LatestPlans> ReadLatestAsync(string? change, string? contacts, CancellationToken cancellation)
    {
        var latest = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await foreach (var record in store.ListAsync<PlanRecord>(RecordKeys.Plans, "plan/", cancellation))
        {
            latest[record.Value.Id] = record.Value.Edition;
        }

        var plans = ImmutableArray.CreateBuilder<Plan>();
        var unreadable = ImmutableArray.CreateBuilder<UnreadablePlan>();
        foreach (var (id, edition) in latest)
        {
            try
            {
                plans.Add(await GetAsync(id, edition, cancellation));
            }
            catch (PlanRefusedException refused)
            {
                unreadable.Add(new UnreadablePlan(id, edition, refused.Message, refused.Places));
            }
        }

        return new LatestPlans(change, contacts, plans.ToImmutable(), unreadable.ToImmutable());
    }

    /// <summary>The measures recorded as ended since the plan's file was written, by code.</summary>
    public async Task<ImmutableSortedDictionary<string, MeasureEnd>> EndingsAsync(string planId, CancellationToken cancellation)
    {
        var endings = ImmutableSortedDictionary.CreateBuilder<string, MeasureEnd>(StringComparer.Ordinal);
        var prefix = RecordKeys.EndingsOf(planId);
        await foreach (var ending in store.ListAsync<MeasureEnd>(RecordKeys.Plans, prefix, cancellation))
        {
            endings[ending.Key[prefix.Length..]] = ending.Value;
        }

        return endings.ToImmutable();
    }

    /// <summary>Takes in the grades that were published before the city used this program.</summary>
    public async Task ImportPastGradesAsync(string planId, PastGrades past, CancellationToken cancellation)
    {
        var key = RecordKeys.PastGrades(planId);
        var found = await store.FindAsync<PastGrades>(RecordKeys.Plans, key, cancellation);
        await store.CommitAsync(RecordKeys.Plans, [TypedRecords.Put(key, found, past)], cancellation);
    }

    /// <summary>The grades of the years before <paramref name="year"/>: those taken in, and those published here since.</summary>
    public async Task<PastGrades> PastGradesAsync(string planId, FiscalYear year, CancellationToken cancellation)
    {
        var imported = await store.FindAsync<PastGrades>(RecordKeys.Plans, RecordKeys.PastGrades(planId), cancellation);
        var past = imported?.Value ?? PastGrades.None;
        await foreach (var published in store.ListAsync<PublishedGrades>(RecordKeys.Plans, $"grades/{planId}/", cancellation))
        {
            past = published.Value.Year < year ? published.Value.AddTo(past) : past;
        }

        return past;
    }

    private Plan Read(string yaml)
    {
        var reading = PlanReader.Read(yaml);
        if (reading.Plan is { } plan)
        {
            return plan with { Mail = plan.Mail with { BaseUrl = address.Url ?? plan.Mail.BaseUrl } };
        }

        string[] places = [.. reading.Problems.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Line}行{p.Column}桁"))];
        var mistakes = string.Join('\n', reading.Problems.Zip(places, (problem, place) => $"{place}: {problem.Message}"));
        throw new PlanRefusedException($"計画ファイルに誤りがあります。plan check で確認してください。\n{mistakes}") { Places = [.. places] };
    }

    private sealed record PlanRecord(string Id, int Edition, string Yaml);

    /// <summary>What was taken in last. Its ETag tells whether a list of the plans is still whole.</summary>
    private sealed record PlansChange(string Id, int Edition);

    /// <param name="Change">The ETag of <see cref="PlansChange"/> as it was; null in a store from before there was one.</param>
    /// <param name="Contacts">The ETag of the changed addresses as it was; null while none is.</param>
    /// <param name="Plans">Every plan in its latest edition.</param>
    /// <param name="Unreadable">Those that are not among them.</param>
    private sealed record LatestPlans(string? Change, string? Contacts, ImmutableArray<Plan> Plans, ImmutableArray<UnreadablePlan> Unreadable);

    /// <summary>What the log says of an edition.</summary>
    private sealed record PlanSize(int Edition, int? Items, int? Measures, int? Departments, int? Members)
    {
        public static PlanSize Of(Plan plan) => new(
            plan.Edition, plan.Items.Length, plan.Measures.Count(), plan.Departments.Count(d => d.Mail is not null), plan.Committee.Members.Length);
    }
}

/// <summary>A stored plan that this version of the program can't read.</summary>
/// <param name="Id">The plan's id.</param>
/// <param name="Edition">The edition.</param>
/// <param name="Why">What is wrong, by line.</param>
/// <param name="Places">The places alone: what is written there is not for everybody.</param>
public sealed record UnreadablePlan(string Id, int Edition, string Why, ImmutableArray<string> Places);

/// <summary>A plan that can't be used, with what to do.</summary>
public sealed class PlanRefusedException(string message) : Exception(message)
{
    /// <summary>Where the file is wrong; none when it is the edition that is.</summary>
    public ImmutableArray<string> Places { get; init; } = [];
}
