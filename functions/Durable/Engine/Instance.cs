using Microsoft.DurableTask.Client;

namespace GyoseiFlow.Durable;

/// <summary>
/// An instance that has not ended, and what it still has to hear. Whoever gives it something sets it running; only one runs it
/// at a time, and that one alone touches its standing.
/// </summary>
internal sealed class Instance(DurableEngine engine, long no, string id, string name)
{
    private readonly Lock _gate = new();
    private List<Message> _mailbox = [];
    private bool _running;
    private bool _startIsDue;
    private bool _resting;
    private bool _ended;
    private OrchestrationSession? _session;

    public long No => no;

    public string Id => id;

    public string Name => name;

    public Parentage? Parent { get; init; }

    public DateTime? StartAt { get; init; }

    public string? Version { get; set; }

    public string? Input { get; set; }

    public long Execution { get; set; }

    public long NextSeq { get; set; }

    public DateTime LastStep { get; set; }

    public string? CustomStatus { get; set; }

    public OrchestrationRuntimeStatus Status { get; set; } = OrchestrationRuntimeStatus.Pending;

    /// <summary>Whether this step is the execution's first.</summary>
    public bool IsFirstStep => NextSeq == 0;

    public bool Ended
    {
        get
        {
            lock (_gate)
            {
                return _ended;
            }
        }
    }

    /// <summary>Where the orchestrator stands, if that is kept.</summary>
    public OrchestrationSession? Session
    {
        get => _session;
        set
        {
            engine.KeptChanged((value is null ? 0 : 1) - (_session is null ? 0 : 1));
            _session = value;
        }
    }

    public void Post(Message message)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _mailbox.Add(message);
        }

        RunIfNeeded();
    }

    /// <summary>The moment of a delayed start has come (or there was none), or the next execution begins.</summary>
    public void StartIsDue()
    {
        lock (_gate)
        {
            _startIsDue = true;
        }

        RunIfNeeded();
    }

    /// <summary>After a rest, tries again what could not be committed.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _resting = false;
        }

        RunIfNeeded();
    }

    /// <summary>Everything to be heard, for the one who runs the instance; null when there is nothing, which ends the run.</summary>
    public List<Message>? Take()
    {
        lock (_gate)
        {
            if (!HasWork())
            {
                _running = false;
                return null;
            }

            var taken = _mailbox;
            _mailbox = [];
            return taken;
        }
    }

    /// <summary>Heard in vain: the step was not committed. It is tried again after a rest.</summary>
    public void Rest(List<Message> unheard)
    {
        lock (_gate)
        {
            _mailbox.InsertRange(0, unheard);
            _resting = true;
        }
    }

    /// <summary>A new execution hears what the last one left unread before anything newer.</summary>
    public void BeginNextExecution(List<Message> carried)
    {
        lock (_gate)
        {
            _mailbox.InsertRange(0, carried);
            _startIsDue = true;
        }
    }

    public void End()
    {
        Session = null;
        lock (_gate)
        {
            _ended = true;
            _mailbox.Clear();
        }
    }

    private bool HasWork()
    {
        if (_ended || _resting)
        {
            return false;
        }

        if (IsFirstStep && !_startIsDue)
        {
            // Not started yet: it keeps what comes, and only hears its end.
            return _mailbox.Exists(message => message.Event.Kind == HistoryKind.ExecutionTerminated);
        }

        return IsFirstStep || _mailbox.Count > 0;
    }

    private void RunIfNeeded()
    {
        lock (_gate)
        {
            if (_running || !HasWork())
            {
                return;
            }

            _running = true;
        }

        engine.Schedule(this);
    }
}
