namespace Mcpx.Domain.Incidents;

/// <summary>Decides who may say how grave an incident is, and what is kept of it.</summary>
public static class SeverityDecision
{
    internal static Decided Decide(Incident state, IncidentCommand.SetSeverity command, Actor by) =>
        MaySet(by) is { } refusal ? new([], refusal)
        : !Enum.IsDefined(command.Severity)
            ? Decided.Refuse(
                RefusalKind.Invalid,
                $"severity = {command.Severity}: must be {string.Join(" or ", Enum.GetNames<IncidentSeverity>())}."
            )
        : string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > IncidentDecision.LongestNote
            ? Decided.Refuse(
                RefusalKind.ReasonMissing,
                $"Another severity needs a reason of 1 to {IncidentDecision.LongestNote} characters."
            )
        : state.SeverityWord?.Severity == command.Severity ? Decided.Already
        : Decided.Accept(new SeveritySet(command.Severity, command.Reason.Trim()));

    /// <summary>Why this one may not set it; null when they may.</summary>
    /// <param name="by">Who.</param>
    public static Refusal? MaySet(Actor by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.Role is Role.Viewer or Role.Auditor or Role.Deployer or Role.Watchdog
            ? new(RefusalKind.Role, $"{TimelineWords.RoleName(by.Role)} may not set an incident's severity.")
            : null;
    }
}
