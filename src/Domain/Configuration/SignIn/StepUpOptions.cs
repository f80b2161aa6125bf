namespace Mcpx.Domain.Configuration.SignIn;

/// <summary>Before they approve, people prove once more who they are.</summary>
public sealed record StepUpOptions
{
    /// <summary>In which environments. Default: Prod; one empty entry is none.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>How long a proof holds, 1 minute to 1 hour. Default 5 min.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Entra's authentication context to ask for, <c>c1</c> to <c>c99</c>; the token must name it in <c>acrs</c>. Default null: a fresh
    /// sign-in, told by <c>auth_time</c>.
    /// </summary>
    public string? AuthenticationContext { get; init; }

    /// <summary>Whether it is asked for in an environment.</summary>
    /// <param name="environment">Its name.</param>
    public bool Covers(string environment) =>
        Environments.Count == 0 ? environment == "Prod" : Environments.Contains(environment);
}
