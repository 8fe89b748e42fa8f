using System.Globalization;
using GyoseiFlow.Review.Cycles;

namespace GyoseiFlow.App.Orchestration;

/// <summary>
/// Which orchestration drives what. An id follows from the store alone, so whoever changes a record knows whom to wake.
/// </summary>
public static class InstanceIds
{
    /// <summary>Of what drives a cycle now.</summary>
    public static string Of(Cycle cycle)
    {
        ArgumentNullException.ThrowIfNull(cycle);
        return OfCycle(cycle.Id, cycle.Run);
    }

    /// <summary>Of what drives a cycle in one of its runs.</summary>
    public static string OfCycle(string cycleId, int run) => string.Create(CultureInfo.InvariantCulture, $"{cycleId}.{run}");

    /// <summary>Of what drives a sheet.</summary>
    public static string OfSheet(string cycleId, int run, string measure) => $"{OfCycle(cycleId, run)}.sheet.{measure}";

    /// <summary>Of what drives a ballot.</summary>
    public static string OfBallot(string cycleId, int run, string member) => $"{OfCycle(cycleId, run)}.ballot.{member}";

    /// <summary>Of what drives the secretariat's digests.</summary>
    public static string OfSecretariat(string cycleId, int run) => $"{OfCycle(cycleId, run)}.secretariat";

    /// <summary>Of what publishes a version.</summary>
    public static string OfPublication(string cycleId, int run, int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{OfCycle(cycleId, run)}.publication.{version}");
}
