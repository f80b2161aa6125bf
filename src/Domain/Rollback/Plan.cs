using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Rollback;

/// <summary>What a plan restores.</summary>
public enum PlanKind
{
    /// <summary>The API only.</summary>
    Api,

    /// <summary>The web only.</summary>
    Web,

    /// <summary>API first, then the web that depends on it.</summary>
    ApiAndWeb,

    /// <summary>Config keys and flags only; no release moves.</summary>
    Revert,

    /// <summary>What is expected of config and flags, key by key, until parity finds nothing critical (section 9).</summary>
    ParityReapply,
}

/// <summary>
/// Exactly what would be done. Its <see cref="PlanHash"/> is what a person approves, so it holds nothing that may change
/// without changing what is done: no readings, no estimates, no times.
/// </summary>
/// <param name="Version">Counts the plans of an incident, from 1.</param>
/// <param name="Incident">The incident it belongs to.</param>
/// <param name="Environment">Where it acts.</param>
/// <param name="Kind">What it restores.</param>
/// <param name="Targets">Per component: from which tag to which.</param>
/// <param name="Schema">The schema as it is, which stays; null when it is not known.</param>
/// <param name="Steps">What is done, in order.</param>
/// <param name="Validation">What must be seen afterwards.</param>
/// <param name="Execution">Whether it is carried out or only walked through.</param>
/// <param name="Policy">How many approvals of which roles it needs.</param>
public sealed record Plan(
    int Version,
    string Incident,
    string Environment,
    PlanKind Kind,
    IReadOnlyList<PlanTarget> Targets,
    int? Schema,
    IReadOnlyList<PlanStep> Steps,
    ValidationOptions Validation,
    Execution Execution,
    ApprovalOptions Policy
)
{
    /// <summary>Keys and flags to write back; empty where releases are restored.</summary>
    public IReadOnlyList<PlanRevert> Reverts { get; init; } = [];

    /// <summary>
    /// The version of the incident's plan that it takes back: it goes forward again to what that one left. Null for a plan that
    /// goes back.
    /// </summary>
    public int? Undoes { get; init; }

    /// <summary>
    /// Migrations that stay when the app goes back, and that a forward hotfix may have to mend (section 8): people's work, and no
    /// part of the hash.
    /// </summary>
    public IReadOnlyList<string> Hotfix { get; init; } = [];

    /// <summary>How far it reaches.</summary>
    public Rung Rung =>
        Kind switch
        {
            PlanKind.Revert or PlanKind.ParityReapply => Rung.Revert,
            PlanKind.Web => Rung.Web,
            _ => Rung.Api,
        };

    /// <summary>How long it should take: the steps' expected times together. Not part of the hash.</summary>
    public TimeSpan Expected => Steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Expected);

    /// <summary>The tag that fails, of the component that leads; what the keys are now, where no release moves.</summary>
    public string FailingTag =>
        Targets.Count > 0
            ? Targets[0].ObservedTag
            : string.Join(", ", Reverts.Select(revert => revert.Observed ?? "nothing"));

    /// <summary>What was done that fails, as people say it after a name: "deployed v1.9.0", "set Cors:AllowedOrigins".</summary>
    public string FailingChange => Targets.Count > 0 ? $"deployed {FailingTag}" : $"set {Components}";

    /// <summary>The tag to go back to; what the keys shall be, where no release moves.</summary>
    public string TargetTag =>
        Targets.Count > 0 ? Targets[0].TargetTag : string.Join(", ", Reverts.Select(revert => revert.Value));

    /// <summary>What it restores, as people say it: "Api", "Api and Web" or the keys to write back.</summary>
    public string Components =>
        string.Join(
            " and ",
            Targets.Select(target => target.Component.ToString()).Concat(Reverts.Select(revert => revert.Key))
        );
}

/// <summary>One component's way back.</summary>
/// <param name="Component">What is restored.</param>
/// <param name="ObservedTag">What its instances answered when the plan was made.</param>
/// <param name="TargetTag">What they shall answer.</param>
/// <param name="Sha256">Digest of the artifact to put in place.</param>
public sealed record PlanTarget(Component Component, string ObservedTag, string TargetTag, string Sha256);

/// <summary>What kind of work a step is (runbook section 6).</summary>
public enum StepKind
{
    /// <summary>Freeze deploys and announce the start.</summary>
    Freeze,

    /// <summary>Write keys and flags back through their stored procedures (section 7).</summary>
    Revert,

    /// <summary>Put the LKG artifact of one component in place.</summary>
    Deploy,

    /// <summary>Wait for /healthz and /ready, green on every instance in the same look.</summary>
    AwaitHealth,

    /// <summary>Contract smoke, SSE smoke and web checks; every one blocks.</summary>
    Validate,

    /// <summary>Seal the evidence and announce the success.</summary>
    Announce,
}

/// <summary>One step.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Key">Names this step to a deployer, so that it is never started twice.</param>
/// <param name="Kind">What kind of work.</param>
/// <param name="Title">For a person.</param>
/// <param name="Component">What a <see cref="StepKind.Deploy"/> or <see cref="StepKind.Revert"/> step acts on.</param>
/// <param name="Arguments">The deployer's program and arguments, as they will be run, or what it will do in its own words.</param>
/// <param name="Timeout">After which the step's outcome counts as unknown.</param>
/// <param name="Expected">How long it should take; an estimate, not part of the hash.</param>
public sealed record PlanStep(
    int Number,
    string Key,
    StepKind Kind,
    string Title,
    Component? Component,
    IReadOnlyList<string> Arguments,
    TimeSpan Timeout,
    TimeSpan Expected
)
{
    /// <summary>What is done instead where nothing of <see cref="Arguments"/> can be begun; empty where there is no other way.</summary>
    public IReadOnlyList<string> Fallback { get; init; } = [];

    /// <summary>Whether a deployer does it, which can be asked to end; a call of the portal's procedure ends by itself.</summary>
    public bool IsDeployers => Kind == StepKind.Deploy || (Kind == StepKind.Revert && !PortalStep.Is(Arguments));
}
