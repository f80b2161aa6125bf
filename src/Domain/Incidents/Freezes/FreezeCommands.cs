using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Incidents;

/// <summary>
/// Which configured commands are still to be run: pause while anything is frozen, resume once nothing is. It goes by what was written
/// down, so that what a restart cut short is done after it.
/// </summary>
public static class FreezeCommands
{
    /// <summary>What is owed and may be run; a command that failed stays owed.</summary>
    /// <param name="freezes">What is frozen, and how the commands went.</param>
    /// <param name="environment">The configuration. Commands act, so they run only where execution is on.</param>
    public static IEnumerable<(FreezeCommandOptions Command, bool Pause)> Owed(
        FreezeBook freezes,
        EnvironmentOptions environment
    )
    {
        ArgumentNullException.ThrowIfNull(freezes);
        ArgumentNullException.ThrowIfNull(environment);
        return environment.Execution == Execution.On ? Due(freezes, environment) : [];
    }

    /// <summary>What should stand still, or go on again, and does not; a sentence each, for whoever looks at the environment.</summary>
    /// <param name="freezes">What is frozen, and how the commands went.</param>
    /// <param name="environment">The configuration.</param>
    public static IEnumerable<string> Failing(FreezeBook freezes, EnvironmentOptions environment)
    {
        ArgumentNullException.ThrowIfNull(freezes);
        ArgumentNullException.ThrowIfNull(environment);
        foreach (var (command, pause) in Due(freezes, environment))
        {
            if (environment.Execution != Execution.On)
            {
                yield return $"{command.Name} {(pause ? "is not paused" : "is still paused")}: execution is {environment.Execution}, so people {(pause ? "pause" : "resume")} it by hand.";
            }
            else if (
                freezes.Commands.GetValueOrDefault(command.Name) is { Succeeded: false } last
                && last.Pause == pause
            )
            {
                yield return $"{Outcome(command.Name, last.Pause, last.Succeeded, last.How)}. It is tried again.";
            }
        }
    }

    /// <summary>How a command went, for the timeline: with the last line it said where it failed.</summary>
    /// <param name="ran">What was written down of it.</param>
    public static string Words(FreezeCommandRan ran)
    {
        ArgumentNullException.ThrowIfNull(ran);
        return Outcome(ran.Name, ran.Pause, ran.Succeeded, ran.How)
            + (!ran.Succeeded && ran.Output.Count > 0 ? $": {ran.Output[^1]}" : "");
    }

    private static string Outcome(string name, bool pause, bool succeeded, string how)
    {
        var done = pause ? "paused" : "resumed";
        return succeeded ? $"{name} {done} for the freeze: it {how}" : $"{name} could not be {done}, it {how}";
    }

    private static IEnumerable<(FreezeCommandOptions Command, bool Pause)> Due(
        FreezeBook freezes,
        EnvironmentOptions environment
    )
    {
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
