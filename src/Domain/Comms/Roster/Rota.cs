using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Comms;

/// <summary>Who is on: what the schedule says while it is believed, else the first shift that fits, else the configured names.</summary>
public static class Rota
{
    /// <summary>A line a role of the chain.</summary>
    /// <param name="roster">The configuration.</param>
    /// <param name="environment">Where.</param>
    /// <param name="now">When.</param>
    /// <param name="zones">Time zones by name; one that is not known fits never.</param>
    /// <param name="answers">The schedule's newest answers for this environment.</param>
    public static IReadOnlyList<OnCall> On(
        RosterOptions roster,
        string environment,
        DateTimeOffset now,
        Func<string, TimeZoneInfo?> zones,
        IReadOnlyList<RosterAnswer> answers
    )
    {
        ArgumentNullException.ThrowIfNull(roster);
        return
        [
            .. OnCall.Roles.Select(role =>
                answers.FirstOrDefault(answer => answer.Role == role && IsBelieved(roster, answer, now)) is { } answer
                    ? new OnCall(role, answer.Name, RosterBasis.Source)
                : roster.Shifts?.FirstOrDefault(shift => shift.Role == role && Fits(shift, environment, now, zones))
                    is { } on
                    ? new OnCall(role, on.Person, RosterBasis.Shift)
                : new OnCall(role, roster.NameOf(role), RosterBasis.Name)
            ),
        ];
    }

    /// <summary>
    /// Who is on, for whoever does not ask the schedule: what the journal knows it said last, else shifts and names as they are at
    /// this moment.
    /// </summary>
    /// <param name="roster">The configuration.</param>
    /// <param name="environment">Where.</param>
    /// <param name="now">When.</param>
    /// <param name="zones">Time zones by name; one that is not known fits never.</param>
    /// <param name="seen">Who was on when it was last written down; null where it never was.</param>
    public static IReadOnlyList<OnCall> Known(
        RosterOptions roster,
        string environment,
        DateTimeOffset now,
        Func<string, TimeZoneInfo?> zones,
        RosterSeen? seen
    )
    {
        ArgumentNullException.ThrowIfNull(roster);
        // A shift that was written down may have ended since: only the schedule's word cannot be worked out again.
        var said = roster.Source is null ? [] : seen?.On.Where(on => on.Basis == RosterBasis.Source).ToList() ?? [];
        return
        [
            .. On(roster, environment, now, zones, [])
                .Select(on => said.FirstOrDefault(one => one.Role == on.Role) ?? on),
        ];
    }

    /// <summary>Whether an answer still counts: it is not past its own end, and not older than it may be kept.</summary>
    public static bool IsBelieved(RosterOptions roster, RosterAnswer answer, DateTimeOffset now) =>
        roster.Source is { } source
        && now - answer.At <= source.KeepFor
        && (answer.Until is not { } until || now < until);

    /// <summary>Whether the environment is left alone at this moment. Prod never is.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="options">Its configuration; null where it is not known.</param>
    /// <param name="now">When.</param>
    /// <param name="zones">Time zones by name.</param>
    public static bool IsQuiet(
        string environment,
        EnvironmentOptions? options,
        DateTimeOffset now,
        Func<string, TimeZoneInfo?> zones
    ) =>
        environment != "Prod"
        && options?.QuietHours?.Any(hours => zones(hours.TimeZone) is { } zone && WeeklyHours.Cover(hours, zone, now))
            == true;

    private static bool Fits(
        ShiftOptions shift,
        string environment,
        DateTimeOffset now,
        Func<string, TimeZoneInfo?> zones
    ) =>
        (shift.Environments.Count == 0 || shift.Environments.Contains(environment, StringComparer.Ordinal))
        && (shift.From is not { } from || now >= from)
        && (shift.Until is not { } until || now < until)
        && (
            shift.Weekly is not { } weekly
            || (zones(weekly.TimeZone) is { } zone && WeeklyHours.Cover(weekly, zone, now))
        );
}
