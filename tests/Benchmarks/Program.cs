using GyoseiFlow.Benchmarks;
using GyoseiFlow.Benchmarks.Pages;

return args switch
{
    ["durable"] => await DurableBenchmark.RunAsync(),
    ["documents"] => await DocumentsBenchmark.RunAsync(),
    ["printing"] => await PrintingBenchmark.RunAsync(),
    ["pages"] => await PagesBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- durable | documents | printing | pages");
    return 2;
}
