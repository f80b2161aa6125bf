using System.CommandLine;
using System.Globalization;
using Mcpx.Watchdog.Commands;
using Mcpx.Watchdog.Commands.Init;
using Mcpx.Watchdog.Commands.Keys;
using Mcpx.Watchdog.Commands.Rollback;

// Numbers, times and order are the same on every machine.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

if (args is ["run", ..])
{
    // Before the first socket: what arrives on one is handled where it arrives. Thousands of silent streams would cost
    // mostly the waking of other threads. Whoever may block there leaves that thread first (docs/adr/0014).
    Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
}

if (args is [LintMigrationsCommand.Verb, .. var given])
{
    return await LintMigrationsCommand.RunAsync(given, Console.Error);
}

var root = new RootCommand(
    "MCPX Watchdog: watches the portal's environments and proposes rollbacks; people approve them."
)
{
    RunCommand.Create(),
    CheckConfigCommand.Create(),
    InitCommand.Create(),
    SchemaCommand.Create(),
    SmokeCommand.Create(),
    ReplayCommand.Create(),
    ParityCommand.Create(),
    MigrateCommand.Create(),
    JournalCommand.Create(),
    EvidenceCommand.Create(),
    CardCommand.Create(),
    DrillCommand.Create(),
    RollbackCommand.Create(),
    KeysCommand.Create(),
    LintMigrationsCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        await Console.Error.WriteLineAsync(error.Message);
    }

    return ExitCodes.BadInput;
}

try
{
    // As long as the host itself takes at most: what is in hand is written down before the process ends.
    return await parsed.InvokeAsync(
        new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(30), EnableDefaultExceptionHandler = false }
    );
}
catch (Exception fault) when (MachineFault.Words(fault) is { } words)
{
    await Console.Error.WriteLineAsync(words);
    return ExitCodes.Failed;
}
