namespace Mcpx.Dashboard.Auth.Access;

/// <summary>What somebody may do here. Pages, API calls and buttons each take one; <see cref="AccessTable"/> says who may.</summary>
public enum Act
{
    /// <summary>Look at everything that is shown.</summary>
    View,

    /// <summary>Ask whether a deployment may begin.</summary>
    AskGate,

    /// <summary>Say that something is deployed.</summary>
    ReportDeployment,

    /// <summary>Say that something is wrong.</summary>
    Declare,

    /// <summary>Add words to an incident's record.</summary>
    Note,

    /// <summary>Say with hindsight whether a proposal was right.</summary>
    Label,

    /// <summary>Approve a plan, or review an approval by break-glass.</summary>
    Approve,

    /// <summary>Decide against a proposal, or later.</summary>
    Decline,

    /// <summary>Lead a run and end an incident: pause, resume, retry, skip, done by hand, abort, cancel, attest, ask again, undo, close.</summary>
    Lead,

    /// <summary>Take a role in an incident, or hand it over.</summary>
    TakeRole,

    /// <summary>Link an incident's ticket.</summary>
    LinkTicket,

    /// <summary>Take a proposal that people are called for.</summary>
    Acknowledge,

    /// <summary>Say how grave an incident is.</summary>
    SetSeverity,

    /// <summary>Record the review of a forward hotfix.</summary>
    ReviewHotfix,

    /// <summary>Write a report.</summary>
    WriteReport,

    /// <summary>Review a report somebody else wrote.</summary>
    ReviewReport,

    /// <summary>Publish a reviewed report.</summary>
    PublishReport,

    /// <summary>Place and lift a legal hold.</summary>
    Hold,

    /// <summary>Set and end silences and maintenance windows.</summary>
    Silence,

    /// <summary>Send a test message to the channels.</summary>
    TestChannels,

    /// <summary>Let a deployment stand that came past the promotion policy.</summary>
    Settle,

    /// <summary>Keep deploys out of an environment.</summary>
    Freeze,

    /// <summary>Let deploys in again.</summary>
    LiftFreeze,

    /// <summary>Let one release pass a freeze.</summary>
    AuthoriseHotfix,

    /// <summary>Let a quarantined release come back.</summary>
    LiftQuarantine,

    /// <summary>Make a release the one to go back to.</summary>
    Promote,

    /// <summary>Stand in for what a target lacks.</summary>
    Override,

    /// <summary>Ask for a drill.</summary>
    AskDrill,

    /// <summary>Try other limits on a recording.</summary>
    Backtest,

    /// <summary>Recompute the journal's chain.</summary>
    VerifyJournal,

    /// <summary>Take the journal out of the house.</summary>
    ExportJournal,
}
