using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Configuration;

/// <summary>Who may approve (runbook section 4), and how long a proposal waits for them.</summary>
public sealed record ApprovalOptions
{
    /// <summary>How many different people must approve. Default 1.</summary>
    public int Required { get; init; } = 1;

    /// <summary>Roles whose approval counts. Default: Incident Commander, Deputy, Decision Owner (runbook section 4).</summary>
    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>The roles in effect.</summary>
    public IReadOnlyList<Role> EffectiveRoles =>
        Roles.Count > 0 ? Roles : [Role.IncidentCommander, Role.Deputy, Role.DecisionOwner];

    /// <summary>
    /// Whether who caused the failing change (a deploy, a config change, a flag flip) cannot be its only approver.
    /// Default: true in Prod, false elsewhere.
    /// </summary>
    public bool? Independent { get; init; }

    /// <summary>
    /// Whether who caused it may approve alone all the same, with a reason; another person must review that before the
    /// incident closes. Default true.
    /// </summary>
    public bool BreakGlass { get; init; } = true;

    /// <summary>How long a proposal may be approved before it is issued anew. Default 30 min.</summary>
    public TimeSpan ProposalValid { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long before its end an unanswered proposal is warned of. Shorter than <see cref="ProposalValid"/>; zero never
    /// warns. Default 5 min.
    /// </summary>
    public TimeSpan WarnBefore { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether <see cref="Independent"/> holds in an environment.</summary>
    /// <param name="environment">The environment's name.</param>
    public bool IsIndependent(string environment) => Independent ?? environment == "Prod";
}
