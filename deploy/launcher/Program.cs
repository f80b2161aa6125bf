using Mcpx.Launcher;
using Mcpx.Launcher.Processes;

using var signals = new StopSignals();
return await new Cli(Console.Out, Console.Error).RunAsync(args, signals);
