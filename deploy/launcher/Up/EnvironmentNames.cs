namespace Mcpx.Launcher.Up;

/// <summary>Reads <c>--environments Alpha,Prod</c>.</summary>
internal static class EnvironmentNames
{
    /// <summary>The names as the sandbox writes them, in promotion order; upper and lower case do not matter.</summary>
    /// <exception cref="LauncherException">A name is unknown, or there is none (exit code 2).</exception>
    public static IReadOnlyList<string> Parse(string text)
    {
        var given = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = given.Except(PortPlan.KnownEnvironments, StringComparer.OrdinalIgnoreCase).ToList();
        if (given.Length == 0 || unknown.Count > 0)
        {
            throw new LauncherException(
                2,
                $"--environments {text}: {(given.Length == 0 ? "names none" : $"unknown {string.Join(", ", unknown)}")}; "
                    + $"there are {string.Join(", ", PortPlan.KnownEnvironments)}."
            );
        }
        return [.. PortPlan.KnownEnvironments.Intersect(given, StringComparer.OrdinalIgnoreCase)];
    }
}
