namespace Microsoft.Azure.Functions.Worker.Builder;

#pragma warning disable CA1052, RCS1102 // Published as an ordinary class.
public class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
