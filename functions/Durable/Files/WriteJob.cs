using Microsoft.Data.Sqlite;

namespace GyoseiFlow.Durable;

/// <summary>One piece of work waiting for the writer.</summary>
internal abstract class WriteJob
{
    /// <summary>Does the work inside its own savepoint.</summary>
    public abstract void Run(SqliteConnection connection);

    /// <summary>Runs on the writer, in the order of commits, before anybody is told.</summary>
    public abstract void Committed();

    public abstract void Complete();

    public abstract void Fail(Exception error);

    public abstract bool IsCancelled { get; }
}

/// <summary>One piece of work with its result.</summary>
internal sealed class WriteJob<T>(Func<SqliteConnection, T> work, Action<T>? committed, CancellationToken cancellation) : WriteJob
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Done => _done.Task;

    public override bool IsCancelled
    {
        get
        {
            if (!cancellation.IsCancellationRequested)
            {
                return false;
            }

            _done.TrySetCanceled(cancellation);
            return true;
        }
    }

    public override void Run(SqliteConnection connection) => _result = work(connection);

    public override void Committed()
    {
        try
        {
            committed?.Invoke(_result);
        }
#pragma warning disable CA1031 // It is committed all the same, and so are the others; only this one's asker hears of it.
        catch (Exception error)
        {
            Fail(error);
        }
#pragma warning restore CA1031
    }

    public override void Complete() => _done.TrySetResult(_result);

    public override void Fail(Exception error) => _done.TrySetException(error);
}
