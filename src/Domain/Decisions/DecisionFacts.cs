using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
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
    /// <summary>How far back from the onset a change is looked for. Default 60 minutes.</summary>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromMinutes(60);

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
);
