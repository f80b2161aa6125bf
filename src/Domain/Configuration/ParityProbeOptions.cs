namespace Mcpx.Domain.Configuration;

/// <summary>How effective configuration is held against the expected one (runbook section 9). Judged in RTM only.</summary>
public sealed record ParityProbeOptions
{
    /// <summary>
    /// File with the expected Prod configuration, YAML or JSON: keys to values, flags as <c>flag:NAME</c>, and rules of
    /// severity (docs/parity.md). Default: none, parity is not watched.
    /// </summary>
    public string? ExpectedFile { get; init; }

    /// <summary>
    /// The expected file's SHA-256, lower-case hexadecimal: another file is not compared with, so that a correction of it is reviewed where
    /// this is changed (section 9). Default: none, a corrected file counts at once.
    /// </summary>
    public string? ExpectedSha256 { get; init; }

    /// <summary>
    /// Between two comparisons. Default 5 min. One that falls together with a poll of the configuration
    /// (<see cref="ProbeOptions.SettingsInterval"/>) uses its answer.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether there is anything to hold it against.</summary>
    public bool IsWatched => ExpectedFile is not null;
}
