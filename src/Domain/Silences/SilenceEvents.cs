using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Silences;

/// <summary>A person muted an environment's notices for a while.</summary>
/// <param name="Id">Unique in the environment.</param>
/// <param name="Kind">Silence or maintenance window.</param>
/// <param name="Triggers">Which; empty for all.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Reason">Why.</param>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it runs out.</param>
public sealed record SilenceSet(
    string Id,
    SilenceKind Kind,
    IReadOnlyList<string> Triggers,
    string Owner,
    string Reason,
    DateTimeOffset From,
    DateTimeOffset Until
) : IEvent;

/// <summary>A person ended a silence before it ran out.</summary>
/// <param name="Id">As in <see cref="SilenceSet"/>.</param>
public sealed record SilenceEnded(string Id) : IEvent;
