using System.CommandLine;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Commands;

/// <summary><c>schema</c>: prints the JSON schema of the configuration, with which editors complete and check it.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON schema of the configuration, for editors.");
        command.SetAction(_ =>
        {
            Console.Out.Write(ConfigurationSchema.Write());
            return ExitCodes.Ok;
        });
        return command;
    }
}
