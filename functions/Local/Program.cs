await GyoseiFlow.Local.Demo.DemoCommand.RunAsync(args.Length > 1 ? args[1] : "out", args.Contains("--resume"), 1, default);
return 0;
