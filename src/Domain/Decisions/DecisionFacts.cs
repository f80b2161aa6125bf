using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
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

    /// <summary>What was found in each release's folder, by tag.</summary>
    public IReadOnlyDictionary<string, ReleaseLook> Looks { get; init; } =
        new Dictionary<string, ReleaseLook>(StringComparer.Ordinal);

    /// <summary>When a release counts as good, and what it needs.</summary>
    public PromotionOptions Promotion { get; init; } = new();

    /// <summary>Every incident: how older releases fared.</summary>
    public IEnumerable<Incident> Incidents { get; init; } = [];

    /// <summary>When the tree is asked: overrides run out.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>The rollback somebody asked for; null when nobody did. Its release stands in <see cref="Environment"/> as the LKG.</summary>
    public RollbackWish? Wish { get; init; }

    /// <summary>Whether keys and flags can be written back from here; else people get the procedure to run.</summary>
    public bool CanRevert { get; init; } = true;

    /// <summary>Whether a flag can be written back for one role alone.</summary>
    public bool CanRevertForRole { get; init; } = true;

    /// <summary>How far back from the onset a change is looked for.</summary>
    public TimeSpan Horizon => Attribution.Horizon;

    /// <summary>What counts as drift, and which keys are secret: their values are neither shown nor written.</summary>
    public DriftOptions Drift { get; init; } = new();

    /// <summary>The newest comparison of configuration (runbook section 9); null where none was made.</summary>
    public ParityReport? Parity { get; init; }

    /// <summary>
    /// The breaches that speak of something measured or declared, the first to fail first. Missing data is none: it never
    /// proposes.
    /// </summary>
    public IReadOnlyList<Verdict> Counted =>
        [
            .. Breaches
                .Where(breach =>
                    breach.Declared
                    || breach.State
                        is not (VerdictState.NoData or VerdictState.ProbeError or VerdictState.NotEnoughSamples)
                )
                .OrderBy(Began)
                .ThenBy(breach => breach.Series, StringComparer.Ordinal)
                .ThenBy(breach => breach.Sentence, StringComparer.Ordinal),
        ];

    /// <summary>Whether nothing but people's word stands against the environment.</summary>
    public bool DeclaredOnly => Counted is { Count: > 0 } counted && counted.All(breach => breach.Declared);

    /// <summary>When the failing readings began; where nothing is measured, since when that is so.</summary>
    public DateTimeOffset Onset => Counted is { Count: > 0 } counted ? Began(counted[0]) : Breaches.Min(Began);

    /// <summary>What failed, in a few words: the first three sentences.</summary>
    internal string Sentences => string.Join("; ", Counted.Take(3).Select(breach => breach.Sentence));

    /// <summary>When the condition behind a verdict began, as far as known.</summary>
    internal static DateTimeOffset Began(Verdict verdict) => verdict.Onset ?? verdict.Since;
}

/// <summary>The schema never goes back: what must be mended forward (runbook section 8).</summary>
/// <param name="Migrations">Which migrations, oldest first.</param>
/// <param name="Sentence">What to do, for a person.</param>
public sealed record ForwardHotfix(IReadOnlyList<string> Migrations, string Sentence);

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
    public ForwardHotfix? Hotfix { get; init; }

    /// <summary>Whether the keys to write are what is expected of them, and not what they were before (section 9).</summary>
    public bool Reapplies { get; init; }

    /// <summary>How far what is proposed reaches; null when people should investigate.</summary>
    public Rung? Rung =>
        Reverts.Count > 0 ? Rollback.Rung.Revert
        : Restore.Contains(Component.Api) ? Rollback.Rung.Api
        : Restore.Count > 0 ? Rollback.Rung.Web
        : null;
}
