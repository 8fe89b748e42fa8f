namespace GyoseiFlow.Durable;

/// <summary>Carries a stored failure to the await that waits for it.</summary>
internal sealed class TaskFailure(Failure failure) : Exception(failure.ErrorMessage)
{
    public Failure Failure { get; } = failure;
}
