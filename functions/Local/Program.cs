using System.Text;
using GyoseiFlow.Local.Commands;

// Japanese must be readable whatever the machine's locale is.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await CommandLine.RunAsync(args, Console.Out, Console.Error);
