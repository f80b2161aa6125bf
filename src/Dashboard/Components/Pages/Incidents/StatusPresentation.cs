using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>An incident's status as word, icon's state and explanation, in one place.</summary>
/// <param name="Word">"Rolling back".</param>
/// <param name="State">Whose colour and shape stand for it.</param>
public sealed record StatusPresentation(string Word, VerdictState? State)
{
    /// <summary>The presentation of a status.</summary>
    public static StatusPresentation Of(IncidentStatus status) =>
        status switch
        {
            IncidentStatus.Investigating => new("Investigating", VerdictState.Breached),
            IncidentStatus.Proposed => new("Needs a decision", VerdictState.Breached),
            IncidentStatus.Approved => new("Approved", VerdictState.Deploying),
            IncidentStatus.RollingBack => new("Rolling back", VerdictState.Deploying),
            IncidentStatus.Stabilising => new("Stabilising", VerdictState.Recovering),
            IncidentStatus.Failed => new("Rollback failed", VerdictState.Breached),
            IncidentStatus.Aborted => new("Rollback aborted", VerdictState.Breached),
            IncidentStatus.Rejected => new("Rollback rejected", VerdictState.Breached),
            IncidentStatus.Withdrawn => new("Withdrawn", State: null),
            _ => new("Closed", VerdictState.Healthy),
        };
}
