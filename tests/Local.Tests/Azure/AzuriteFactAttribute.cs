namespace GyoseiFlow.Local.Tests.Azure;

/// <summary>A test that needs Azurite. tests/run installs it; elsewhere the test says that it was left out, and why.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AzuriteFactAttribute : FactAttribute
{
    public const string LeftOut = "No Azurite on this machine; tests/run installs it.";

    public AzuriteFactAttribute() => Skip = AzuriteServer.Find() is null ? LeftOut : null;
}

/// <summary>The same for a test with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AzuriteTheoryAttribute : TheoryAttribute
{
    public AzuriteTheoryAttribute() => Skip = AzuriteServer.Find() is null ? AzuriteFactAttribute.LeftOut : null;
}
