using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Parity;

/// <summary>How a key differs.</summary>
public enum DifferenceKind
{
    /// <summary>Expected, and not there.</summary>
    Missing,

    /// <summary>There, and not expected.</summary>
    Unexpected,

    /// <summary>There with another value.</summary>
    Different,
}

/// <summary>One key whose effective value is not the expected one.</summary>
/// <param name="Key">The key; flags are written <c>flag:NAME</c>.</param>
/// <param name="Kind">How it differs.</param>
/// <param name="Severity">How much that matters.</param>
/// <param name="Expected">The expected value; null when none is. Of a secret only a digest.</param>
/// <param name="Effective">The effective value; null when there is none. Of a secret only a digest.</param>
/// <param name="Secret">Whether the values are secret: then they cannot be written from here.</param>
public sealed record ParityDifference(
    string Key,
    DifferenceKind Kind,
    DriftSeverity Severity,
    string? Expected,
    string? Effective,
    bool Secret
)
{
    /// <summary>Which stored procedure sets it (runbook section 7).</summary>
    public ChangeKind Sets =>
        SettingKey.IsFlag(Key) ? ChangeKind.Flag
        : KeyPattern.Matches("Cors:*Origin*", Key) ? ChangeKind.AllowList
        : ChangeKind.Config;

    /// <summary>The key or flag as the stored procedure knows it.</summary>
    public string Name => SettingKey.NameOf(Key);

    /// <summary>The same for a person.</summary>
    public string Sentence =>
        Kind switch
        {
            DifferenceKind.Missing => $"{Key} is missing, expected '{Expected}'",
            DifferenceKind.Unexpected => $"{Key} is '{Effective}', expected is no such key",
            _ => $"{Key} is '{Effective}', expected '{Expected}'",
        };
}
