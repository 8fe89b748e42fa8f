using System.Reflection;

namespace GyoseiFlow.Local.Tests.Azure;

/// <summary>
/// A port's contract as cases of one theory, for an adapter whose tests can be left out: what a class inherits, xunit runs anywhere.
/// </summary>
internal static class ContractTheory
{
    /// <summary>The names of the contract's tests, with the number of the row where a test has data.</summary>
    public static TheoryData<string, int> TestsOf(Type contract)
    {
        var tests = new TheoryData<string, int>();
        foreach (var test in contract.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null))
        {
            for (var row = 0; row < RowsOf(test).Length; row++)
            {
                tests.Add(test.Name, row);
            }
        }

        return tests;
    }

    /// <summary>Runs one of them as xunit would.</summary>
    public static async Task RunAsync(IAsyncLifetime tests, string name, int row)
    {
        var test = tests.GetType().GetMethod(name)!;
        await tests.InitializeAsync();
        try
        {
            await (Task)test.Invoke(tests, BindingFlags.DoNotWrapExceptions, binder: null, RowsOf(test)[row], culture: null)!;
        }
        finally
        {
            await tests.DisposeAsync();
        }
    }

    private static object[][] RowsOf(MethodInfo test) => test.GetCustomAttribute<FactAttribute>() is TheoryAttribute
        ? [.. test.GetCustomAttributes<Xunit.Sdk.DataAttribute>().SelectMany(data => data.GetData(test))]
        : [[]];
}
