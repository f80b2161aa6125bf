using System.CommandLine;

namespace Mcpx.Watchdog.Commands;

/// <summary><c>smoke</c>: the checks that block a deploy or end a rollback, one by one and from anywhere.</summary>
internal static class SmokeCommand
{
    public static Command Create() =>
        new("smoke", "Check a running portal; blocks on failure.")
        {
            SmokeSseCommand.Create(),
            SmokeContractCommand.Create(),
        };
}
