namespace Mcpx.Domain.Configuration;

/// <summary>What else stands still while deploys are frozen (runbook section 6, step 1: pause traffic shifting).</summary>
public sealed record FreezeOptions
{
    /// <summary>Pauses and resumes what goes on by itself: traffic shifting, GitOps sync. Default: nothing.</summary>
    public IReadOnlyList<FreezeCommandOptions> Commands { get; init; } = [];

    internal void Check(List<ConfigurationError> errors, string key)
    {
        for (var i = 0; i < Commands.Count; i++)
        {
            var (command, at) = (Commands[i], FormattableString.Invariant($"{key}:Commands:{i}"));
            if (string.IsNullOrWhiteSpace(command.Name) || Commands.Take(i).Any(before => before.Name == command.Name))
            {
                errors.Add(new($"{at}:Name", command.Name, "must be a name of its own"));
            }

            Needed(errors, $"{at}:Pause", command.Pause);
            Needed(errors, $"{at}:Resume", command.Resume);
            errors.Positive($"{at}:Timeout", command.Timeout);
        }
    }

    private static void Needed(List<ConfigurationError> errors, string key, IReadOnlyList<string> command)
    {
        if (command is not [{ Length: > 0 }, ..])
        {
            errors.Add(new(key, "none", "must be a program and its arguments, as a list"));
        }
    }
}

/// <summary>
/// One thing that is paused when a freeze begins and resumed when the last one ends. Both must bear to be run again: what was not
/// written down, because the watchdog ended meanwhile, is run once more.
/// </summary>
public sealed record FreezeCommandOptions
{
    /// <summary>What it is called, for example <c>gitops</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Program and arguments that pause it, as a list; nothing passes through a shell.</summary>
    public IReadOnlyList<string> Pause { get; init; } = [];

    /// <summary>Program and arguments that resume it.</summary>
    public IReadOnlyList<string> Resume { get; init; } = [];

    /// <summary>After which one of them is ended and counts as failed. Default 2 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);
}
