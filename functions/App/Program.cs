using GyoseiFlow.App.Azure;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
try
{
    builder.AddGyoseiFlow();
}
catch (SettingsException unusable)
{
    // The host passes it on to its log; a stack trace would say nothing more.
    await Console.Error.WriteLineAsync(unusable.Message);
    return 1;
}

await builder.Build().RunAsync();
return 0;
