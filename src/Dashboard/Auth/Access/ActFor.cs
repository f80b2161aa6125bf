using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;

namespace Mcpx.Dashboard.Auth.Access;

/// <summary>What a decision on an incident takes, wherever it is made.</summary>
internal static class ActFor
{
    /// <summary>The act behind a person's command. A command that no line names is taken for leading a run: few may.</summary>
    public static Act Command(IncidentCommand command) =>
        command switch
        {
            IncidentCommand.Approve or IncidentCommand.Review => Act.Approve,
            IncidentCommand.Reject or IncidentCommand.Snooze => Act.Decline,
            IncidentCommand.Note => Act.Note,
            IncidentCommand.Label => Act.Label,
            IncidentCommand.LinkTicket => Act.LinkTicket,
            IncidentCommand.Declare => Act.Declare,
            IncidentCommand.TakeRole or IncidentCommand.HandOverRole => Act.TakeRole,
            IncidentCommand.Acknowledge => Act.Acknowledge,
            IncidentCommand.SetSeverity => Act.SetSeverity,
            IncidentCommand.ReviewHotfix => Act.ReviewHotfix,
            IncidentCommand.Hold or IncidentCommand.LiftHold => Act.Hold,
            _ => Act.Lead,
        };

    /// <summary>The act behind a version of a report.</summary>
    public static Act Report(ReportStage stage) =>
        stage switch
        {
            ReportStage.Draft => Act.WriteReport,
            ReportStage.Reviewed => Act.ReviewReport,
            _ => Act.PublishReport,
        };
}
