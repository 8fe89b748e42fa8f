using Microsoft.DurableTask;
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

    /// <summary>Whatever is raised is lost; everything else reaches the engine.</summary>
    public static DurableTaskClient Losing(DurableTaskClient engine)
    {
        var client = new Mock<DurableTaskClient>("test");
        client.Setup(c => c.RaiseEventAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<object?>(), It.IsAny<CancellationToken>()))
            .Returns(Task.CompletedTask);
        client.Setup(c => c.GetInstanceAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns((string id, CancellationToken cancellation) => engine.GetInstanceAsync(id, cancellation));
        client.Setup(c => c.GetAllInstancesAsync(It.IsAny<OrchestrationQuery>())).Returns((OrchestrationQuery? query) => engine.GetAllInstancesAsync(query));
        client.Setup(c => c.TerminateInstanceAsync(It.IsAny<string>(), It.IsAny<object?>(), It.IsAny<CancellationToken>()))
            .Returns((string id, object? output, CancellationToken cancellation) => engine.TerminateInstanceAsync(id, output, cancellation));
        client
            .Setup(c => c.ScheduleNewOrchestrationInstanceAsync(
                It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(), It.IsAny<CancellationToken>()))
            .Returns((TaskName name, object? input, StartOrchestrationOptions? options, CancellationToken cancellation) =>
                engine.ScheduleNewOrchestrationInstanceAsync(name, input, options, cancellation));
        return client.Object;
    }
}
