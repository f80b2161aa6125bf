using System.CommandLine;
using Mcpx.Watchdog.Commands;

var root = new RootCommand(
    "MCPX Watchdog: watches the portal's environments and proposes rollbacks; people approve them."
)
{
    RunCommand.Create(),
    CheckConfigCommand.Create(),
    ReplayCommand.Create(),
    ParityCommand.Create(),
    MigrateCommand.Create(),
    JournalCommand.Create(),
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

return await parsed.InvokeAsync();
