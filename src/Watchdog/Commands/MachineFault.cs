using System.Data.Common;

namespace Mcpx.Watchdog.Commands;

/// <summary>
/// What a machine refuses a command: the store or a file that it cannot use. That is one line for whoever runs the machine, and no
/// program error with its stack.
/// </summary>
internal static class MachineFault
{
    /// <summary>The line; null for anything else.</summary>
    public static string? Words(Exception fault) =>
        fault switch
        {
            UnauthorizedAccessException =>
                $"{fault.Message} This is {Environment.UserName}: give that user the folder.",
            DbException or IOException or TimeoutException => fault.Message,
            // A script of a migration.
            InvalidOperationException { InnerException: DbException } => fault.Message,
            _ => null,
        };
}
