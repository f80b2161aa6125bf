using System.Collections.Immutable;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>What an incident's stream adds up to. See <see cref="IncidentFold"/>.</summary>
public sealed partial record Incident
{
    /// <summary>The agreed target from declaration to restored (runbook section 13).</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromMinutes(30);

    /// <summary>Output lines kept in the state per step; the journal has them all.</summary>
    public const int OutputKept = 200;

    /// <summary>Its identity, for example <c>INC-0001</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Where.</summary>
    public required string Environment { get; init; }

    /// <summary>Where it stands.</summary>
    public IncidentStatus Status { get; init; }

    /// <summary>The declaration; the 30-minute clock runs from here.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Version of the stream this state is folded to.</summary>
    public int Version { get; init; }

    /// <summary>
    /// What breached, in order, each series once, as it was when it joined; also what was not measured for too long.
    /// </summary>
    public ImmutableList<Verdict> Breaches { get; init; } = [];

    /// <summary>How grave it is: what a person said, else the gravest of what breached.</summary>
    public IncidentSeverity Severity => SeverityWord?.Severity ?? BreachSeverity;

    /// <summary>The gravest of what breached, as it counts by itself.</summary>
    public IncidentSeverity BreachSeverity { get; init; } = IncidentSeverity.P2;

    /// <summary>A person's word on it; null while nobody said anything.</summary>
    public SeverityWord? SeverityWord { get; init; }

    /// <summary>When it was over; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether it still needs somebody.</summary>
    public bool IsOpen => EndedAt is null;

    /// <summary>When the failing readings began, as far as known.</summary>
    public DateTimeOffset Onset => Breaches.Min(breach => breach.Onset ?? breach.Since);
}
