using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Incidents;

/// <summary>
/// Which configured commands are still to be run: pause while anything is frozen, resume once nothing is. It goes by what was written
/// down, so that what a restart cut short is done after it.
/// </summary>
public static class FreezeCommands
{
    /// <summary>What is owed; a command that failed stays owed.</summary>
    /// <param name="freezes">What is frozen, and how the commands went.</param>
    /// <param name="environment">The configuration. Commands act, so they run only where execution is on.</param>
    public static IEnumerable<(FreezeCommandOptions Command, bool Pause)> Owed(
        FreezeBook freezes,
        EnvironmentOptions environment
    )
    {
        ArgumentNullException.ThrowIfNull(freezes);
        ArgumentNullException.ThrowIfNull(environment);
        if (environment.Execution != Execution.On)
        {
            yield break;
        }

        var frozen = freezes.InEffect is not null;
        foreach (var command in environment.Freeze.Commands)
        {
            var last = freezes.Commands.GetValueOrDefault(command.Name);
            // What failed to pause may have paused half of it: it is resumed all the same.
            var done = last is null ? !frozen : last.Pause == frozen && last.Succeeded;
            if (!done)
            {
                yield return (command, frozen);
            }
        }
    }
}
