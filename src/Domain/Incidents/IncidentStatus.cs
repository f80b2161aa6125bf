namespace Mcpx.Domain.Incidents;

/// <summary>Where an incident stands.</summary>
public enum IncidentStatus
{
    /// <summary>Something breached; nothing is proposed.</summary>
    Investigating,

    /// <summary>A rollback waits for a person.</summary>
    Proposed,

    /// <summary>Approved, not begun.</summary>
    Approved,

    /// <summary>Steps are running.</summary>
    RollingBack,

    /// <summary>Done; readings are watched for 30 to 60 minutes.</summary>
    Stabilising,

    /// <summary>Over.</summary>
    Closed,

    /// <summary>A person decided against the proposal; the breach may go on.</summary>
    Rejected,

    /// <summary>Over: readings recovered before anyone approved.</summary>
    Withdrawn,

    /// <summary>A step failed or is unknown; people decide.</summary>
    Failed,

    /// <summary>A person ended the run before its end; what was done stays done.</summary>
    Aborted,
}

/// <summary>Where a step of the plan stands.</summary>
public enum StepStatus
{
    /// <summary>Not begun.</summary>
    Waiting,

    /// <summary>Begun.</summary>
    Running,

    /// <summary>Did what it should.</summary>
    Succeeded,

    /// <summary>Did not.</summary>
    Failed,

    /// <summary>Nobody can say.</summary>
    Unknown,

    /// <summary>A person had it left out, with a reason.</summary>
    Skipped,
}
