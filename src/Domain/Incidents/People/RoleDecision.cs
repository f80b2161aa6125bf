namespace Mcpx.Domain.Incidents;

/// <summary>
/// Who may take a role in an incident, and hand it over. Both are explicit: who takes it says from whom, so that nobody takes
/// it from another person than they think.
/// </summary>
public static class RoleDecision
{
    private const int LongestName = 200;

    /// <summary>Null when the command is none of these.</summary>
    internal static Decided? Decide(Incident state, IncidentCommand command, Actor by) =>
        command switch
        {
            IncidentCommand.TakeRole c => Unsound(c.Role) ?? Permitted(c.Role, by) ?? Take(state, c, by),
            IncidentCommand.HandOverRole c => Unsound(c.Role) ?? HandOver(state, c, by),
            _ => null,
        };

    /// <summary>Why this person may not take a role; null when they may.</summary>
    /// <param name="role">Which.</param>
    /// <param name="by">Who.</param>
    public static Refusal? MayTake(IncidentRole role, Actor by)
    {
        ArgumentNullException.ThrowIfNull(by);
        var leads = RunDecision.MayCommand(by) && by.Role != Role.Watchdog;
        var name = TimelineWords.RoleName(by.Role);
        return leads ? null
            : by.Role is not (Role.Sre or Role.Admin)
                ? new(RefusalKind.Role, $"{name} may not take a role in an incident.")
            : role == IncidentRole.IncidentCommander
                ? new(
                    RefusalKind.Role,
                    $"{name} may not lead an incident. It takes Incident Commander, Deputy or Decision Owner."
                )
            : null;
    }

    /// <summary>A role in an incident as people say it.</summary>
    public static string Words(IncidentRole role) =>
        role == IncidentRole.IncidentCommander ? "Incident Commander" : role.ToString();

    private static Decided Take(Incident state, IncidentCommand.TakeRole command, Actor by)
    {
        var holder = state.Roles.GetValueOrDefault(command.Role);
        return holder?.Name == by.Name ? Decided.Already
            : holder?.Name == command.From ? Decided.Accept(new RoleTaken(command.Role, command.From))
            : Decided.Refuse(
                RefusalKind.NotNow,
                holder is null
                    ? $"Nobody is {Words(command.Role)} of {state.Id}, so it cannot be taken from {command.From}."
                    : FormattableString.Invariant(
                        $"{holder.Name} is {Words(command.Role)} of {state.Id} since {Domain.Words.Time(holder.Since)}. Take it from {holder.Name}, or ask for it."
                    )
            );
    }

    private static Decided HandOver(Incident state, IncidentCommand.HandOverRole command, Actor by)
    {
        var to = command.To?.Trim() ?? "";
        return state.Roles.GetValueOrDefault(command.Role)?.Name is var holder && holder != by.Name
                ? Decided.Refuse(
                    RefusalKind.Role,
                    $"{holder ?? "Nobody"} is {Words(command.Role)} of {state.Id}; only who is hands it over."
                )
            : to.Length is 0 or > LongestName
                ? Decided.Refuse(
                    RefusalKind.Invalid,
                    $"to = {to}: must name who gets it, in 1 to {LongestName} characters."
                )
            : to == by.Name ? Decided.Already
            : Decided.Accept(new RoleHandedOver(command.Role, to));
    }

    private static Decided? Permitted(IncidentRole role, Actor by) =>
        MayTake(role, by) is { } refusal ? new([], refusal) : null;

    private static Decided? Unsound(IncidentRole role) =>
        Enum.IsDefined(role)
            ? null
            : Decided.Refuse(
                RefusalKind.Invalid,
                $"role = {role}: must be {string.Join(", ", Enum.GetNames<IncidentRole>())}."
            );
}
