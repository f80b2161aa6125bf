using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Decisions;

/// <summary>Everything the decision tree looks at, gathered before it is asked.</summary>
/// <param name="Environment">The environment's state.</param>
/// <param name="Breaches">What breached.</param>
/// <param name="Tags">What each instance answers as its release; null when it does not answer.</param>
/// <param name="Releases">Registered releases by tag.</param>
/// <param name="Findings">What was found of each LKG's artifact.</param>
public sealed record DecisionFacts(
    EnvironmentState Environment,
    IReadOnlyList<Verdict> Breaches,
    IReadOnlyDictionary<InstanceId, string?> Tags,
    IReadOnlyDictionary<string, Release> Releases,
    IReadOnlyList<ArtifactFinding> Findings
)
{
    /// <summary>Everything judged now, breached or not: tells whether the rest is stable.</summary>
    public IReadOnlyList<Verdict> Verdicts { get; init; } = [];

    /// <summary>Which changes fit which triggers, and how far back is looked.</summary>
    public AttributionOptions Attribution { get; init; } = new();

    /// <summary>Rungs that were run in this incident and did not cure.</summary>
    public IReadOnlyCollection<Rung> RungsRun { get; init; } = [];

    /// <summary>Whether keys and flags can be written back from here; else people get the procedure to run.</summary>
    public bool CanRevert { get; init; } = true;

    /// <summary>How far back from the onset a change is looked for.</summary>
    public TimeSpan Horizon => Attribution.Horizon;

    /// <summary>When the failing readings began.</summary>
    public DateTimeOffset Onset => Breaches.Min(breach => breach.Onset ?? breach.Since);
}

/// <summary>What the tree arrived at.</summary>
/// <param name="Path">The way there, refused branches included.</param>
/// <param name="Restore">Components to restore, API first; empty when people should investigate.</param>
/// <param name="Suspect">The deployment held responsible; null when none is.</param>
/// <param name="Reason">One sentence.</param>
public sealed record TreeOutcome(
    IReadOnlyList<PathNode> Path,
    IReadOnlyList<Component> Restore,
    Deployment? Suspect,
    string Reason
)
{
    /// <summary>Keys and flags to write back; empty where releases are restored or people investigate.</summary>
    public IReadOnlyList<PlanRevert> Reverts { get; init; } = [];

    /// <summary>The change held responsible, a deployment or another; null when none is.</summary>
    public Change? Cause { get; init; }

    /// <summary>What a forward hotfix must mend; null when none is needed (runbook section 8).</summary>
    public string? Hotfix { get; init; }

    /// <summary>How far what is proposed reaches; null when people should investigate.</summary>
    public Rung? Rung =>
        Reverts.Count > 0 ? Rollback.Rung.Revert
        : Restore.Contains(Component.Api) ? Rollback.Rung.Api
        : Restore.Count > 0 ? Rollback.Rung.Web
        : null;
}
