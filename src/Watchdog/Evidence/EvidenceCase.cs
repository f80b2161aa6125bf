using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rca;

namespace Mcpx.Watchdog.Evidence;

/// <summary>What a part is collected from.</summary>
/// <param name="Incident">The incident as it stands.</param>
/// <param name="State">The journal as it stands.</param>
/// <param name="Now">When.</param>
/// <param name="Whole">False in the middle of a run: what takes long waits for its end.</param>
internal sealed record EvidenceCase(Incident Incident, JournalState State, DateTimeOffset Now, bool Whole = true)
{
    /// <summary>Ends what takes long: the process stops.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>Its environment.</summary>
    public EnvironmentState Environment => State.Environment(Incident.Environment);

    /// <summary>Its environment's configuration; null when it is configured no more.</summary>
    public EnvironmentOptions? Options => State.OptionsOf(Incident.Environment);

    /// <summary>Where readings begin.</summary>
    public DateTimeOffset From => Incident.Onset - RcaBuilder.Before;

    /// <summary>Where they end.</summary>
    public DateTimeOffset To => Incident.EndedAt ?? Now;
}
