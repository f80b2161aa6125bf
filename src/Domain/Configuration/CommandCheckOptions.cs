namespace Mcpx.Domain.Configuration;

/// <summary>
/// A check of your own in a rollback's validation: a program that ends with 0 when all is well, for example the original k6
/// script. It gets <c>BASE_URL</c> and, where the portal has one, <c>TOKEN</c> in its environment.
/// </summary>
public sealed record CommandCheckOptions
{
    /// <summary>What it is called among the checks.</summary>
    public string Name { get; init; } = "";

    /// <summary>Program and arguments, as a list; nothing passes through a shell.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>After which it is ended and counts as failed. Default 2 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    internal static void Check(List<ConfigurationError> errors, string key, IReadOnlyList<CommandCheckOptions> checks)
    {
        for (var i = 0; i < checks.Count; i++)
        {
            var (check, at) = (checks[i], FormattableString.Invariant($"{key}:{i}"));
            if (string.IsNullOrWhiteSpace(check.Name) || checks.Take(i).Any(before => before.Name == check.Name))
            {
                errors.Add(new($"{at}:Name", check.Name, "must be a name of its own"));
            }

            if (check.Command is not [{ Length: > 0 }, ..])
            {
                errors.Add(new($"{at}:Command", "none", "must be a program and its arguments, as a list"));
            }

            errors.Positive($"{at}:Timeout", check.Timeout);
        }
    }
}
