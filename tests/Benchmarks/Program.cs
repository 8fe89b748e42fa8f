using GyoseiFlow.Benchmarks;

return args switch
{
    ["durable"] => await DurableBenchmark.RunAsync(),
    ["documents"] => await DocumentsBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- durable | documents");
    return 2;
}
