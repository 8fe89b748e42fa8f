using Microsoft.DurableTask.Client;
using Moq;

namespace GyoseiFlow.App.Tests.Towns;

/// <summary>Clients for desks: they only wake, so only raising matters.</summary>
internal static class Clients
{
    /// <summary>Whatever is raised is lost.</summary>
    public static DurableTaskClient Deaf() => Raising((_, _) => Task.CompletedTask);

    /// <summary>Raising fails.</summary>
    public static DurableTaskClient Broken() => Raising((_, _) => throw new InvalidOperationException("The engine can't be reached."));

    /// <summary>What is raised goes to the test instead.</summary>
    public static DurableTaskClient Raising(Func<string, string, Task> raised)
    {
        var client = new Mock<DurableTaskClient>("test");
        client
            .Setup(c => c.RaiseEventAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<object?>(), It.IsAny<CancellationToken>()))
            .Returns((string id, string name, object? _, CancellationToken _) => raised(id, name));
        return client.Object;
    }
}
