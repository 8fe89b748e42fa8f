using System.Globalization;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.App.Orchestration;

/// <summary>
/// Which orchestration drives what. An id follows from the store alone, so whoever changes a record knows whom to wake.
/// </summary>
internal static class InstanceIds
{
    public static string Of(Cycle cycle) => OfCycle(cycle.Id, cycle.Run);

    public static string OfCycle(string cycleId, int run) => string.Create(CultureInfo.InvariantCulture, $"{cycleId}.{run}");

    public static string OfSheet(string cycleId, int run, string measure) => $"{OfCycle(cycleId, run)}.sheet.{measure}";

    public static string OfBallot(string cycleId, int run, string member) => $"{OfCycle(cycleId, run)}.ballot.{member}";

    public static string OfPublication(string cycleId, int run, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{OfCycle(cycleId, run)}.publication.{version}");
}
