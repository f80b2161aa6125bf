namespace Mcpx.Dashboard.Slack;

internal static partial class Log
{
    [LoggerMessage(9201, LogLevel.Information, "{Person} answered {Incident} from Slack: {Outcome}")]
    public static partial void Answered(ILogger logger, string incident, string person, string outcome);

    [LoggerMessage(9202, LogLevel.Warning, "The words to what somebody pressed in Slack did not reach them.")]
    public static partial void NotReplied(ILogger logger, Exception problem);
}
