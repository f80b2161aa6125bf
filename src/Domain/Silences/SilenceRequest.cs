namespace Mcpx.Domain.Silences;

/// <summary>What a person wants muted.</summary>
/// <param name="Kind">Silence or maintenance window.</param>
/// <param name="Triggers">Which triggers; empty for all.</param>
/// <param name="From">When it begins; null, or a time that has passed, for now.</param>
/// <param name="Until">When it runs out.</param>
/// <param name="Reason">Why, 3 to 500 characters.</param>
public sealed record SilenceRequest(
    SilenceKind Kind,
    IReadOnlyList<string> Triggers,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    string Reason
);
