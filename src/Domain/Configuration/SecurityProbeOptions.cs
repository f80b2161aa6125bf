namespace Mcpx.Domain.Configuration;

/// <summary>What is asked to find an unintended exposure or a leaked secret (runbook section 3, security).</summary>
public sealed record SecurityProbeOptions
{
    private static readonly string[] EffectiveConfiguration = ["/api/config/effective"];

    /// <summary>Whether security is watched here. Default true.</summary>
    public bool Watched { get; init; } = true;

    /// <summary>Paths that must refuse whoever has no token. Default: the effective configuration.</summary>
    public IReadOnlyList<string> MustRefuse { get; init; } = [];

    /// <summary>The paths in effect.</summary>
    public IReadOnlyList<string> EffectiveMustRefuse => MustRefuse.Count > 0 ? MustRefuse : EffectiveConfiguration;

    /// <summary>
    /// Paths whose answers to the watchdog's token must hold no secret. Default: the effective configuration.
    /// </summary>
    public IReadOnlyList<string> MustHoldNoSecret { get; init; } = [];

    /// <summary>The paths in effect.</summary>
    public IReadOnlyList<string> EffectiveMustHoldNoSecret =>
        MustHoldNoSecret.Count > 0 ? MustHoldNoSecret : EffectiveConfiguration;

    /// <summary>Between two rounds of checks. Default 30 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Every check by name, as judging knows them.</summary>
    public IReadOnlyList<string> Checks =>
        Watched ? [.. EffectiveMustRefuse.Select(Anonymous), .. EffectiveMustHoldNoSecret.Select(Secrets)] : [];

    /// <summary>The name of the check that a path refuses whoever has no token.</summary>
    public static string Anonymous(string path) => $"anonymous {path}";

    /// <summary>The name of the check that a path holds no secret.</summary>
    public static string Secrets(string path) => $"secrets in {path}";
}
