using System.Collections.Immutable;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Incidents;

// The run of an approved plan, and what it left.
public sealed partial record Incident
{
    /// <summary>The plan's steps as they stand.</summary>
    public ImmutableList<StepState> Steps { get; init; } = [];

    /// <summary>The newest run that changed something, as it ended: what an undo takes back; null while there is none.</summary>
    public RunEnd? LastRun { get; init; }

    /// <summary>When the run began, or a person last let it go on; null before.</summary>
    public DateTimeOffset? RunSince { get; init; }

    /// <summary>Why no further step begins; null while the run goes on.</summary>
    public Halt? Paused { get; init; }

    /// <summary>Who wants the run ended after the step that runs; null when nobody does.</summary>
    public Halt? AbortAsked { get; init; }

    /// <summary>When stabilisation ends; null before it begins.</summary>
    public DateTimeOffset? StableAt { get; init; }

    /// <summary>When the newest run ended well; null before.</summary>
    public DateTimeOffset? RestoredAt { get; init; }

    /// <summary>When it was first seen that the newest run did not cure; null while it may have.</summary>
    public DateTimeOffset? UncuredAt { get; init; }

    /// <summary>Releases that runs took out of service, in order, each once; none once that was undone.</summary>
    public ImmutableList<string> RolledBack { get; init; } = [];

    /// <summary>When a dry run of the plan finished; null before, and where plans are carried out.</summary>
    public DateTimeOffset? DryRunAt { get; init; }

    /// <summary>The step to do next: the first that is neither done nor left out.</summary>
    public StepState? NextStep => Steps.Find(step => step.Status is not (StepStatus.Succeeded or StepStatus.Skipped));

    /// <summary>The step on which the run stands until a person decides; null while it goes on, or there is no run.</summary>
    public StepState? StandsAt =>
        Status == IncidentStatus.Failed || (Status == IncidentStatus.RollingBack && Paused is not null)
            ? NextStep is { Status: not StepStatus.Running } next
                ? next
                : null
            : null;
}
