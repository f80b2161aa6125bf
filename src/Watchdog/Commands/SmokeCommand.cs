using System.CommandLine;

namespace Mcpx.Watchdog.Commands;

/// <summary><c>smoke</c>: checks that a pipeline can block on, without a watchdog running.</summary>
internal static class SmokeCommand
{
    public static Command Create() =>
        new("smoke", "Check a portal once, as a blocking step.") { SmokeSseCommand.Create() };
}
