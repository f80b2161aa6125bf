using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Incidents;

/// <summary>
/// Decides a declaration: what a person or pipeline says is wrong is a breach like a measured one, except that it never
/// clears by itself.
/// </summary>
internal static class Declaration
{
    /// <summary>Keeps what was declared apart from what is measured under the same trigger.</summary>
    private const string Part = "/declared";

    public static Decided Decide(Incident? state, IncidentCommand.Declare command, Actor by, DateTimeOffset now)
    {
        if (by.Role is Role.Viewer or Role.Auditor or Role.Watchdog)
        {
            return Decided.Refuse(RefusalKind.Role, $"{TimelineWords.RoleName(by.Role)} may not declare an incident.");
        }

        if (!TriggerNames.All.Contains(command.Trigger, StringComparer.Ordinal))
        {
            return Decided.Refuse(
                RefusalKind.Invalid,
                $"{command.Trigger} is no trigger. It takes {string.Join(", ", TriggerNames.All)}."
            );
        }

        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > IncidentDecision.LongestNote)
        {
            return Decided.Refuse(
                RefusalKind.ReasonMissing,
                $"Declaring needs a reason of 1 to {IncidentDecision.LongestNote} characters."
            );
        }

        var breach = Breach(command, now);
        var declared =
            state is null
                ? Decided.Accept(
                    new IncidentOpened(command.Incident, command.Environment, breach) { Severity = command.Severity }
                )
            : !state.IsOpen || state.Environment != command.Environment
                ? IncidentDecision.NotNow(state, $"take a declaration for {command.Environment}")
            : Join(state, breach, command.Severity);
        return command.RollBack ? WishDecision.Add(state, declared, command, by) : declared;
    }

    /// <summary>Said again, in the same words, it is so already; in others, the words are kept.</summary>
    private static Decided Join(Incident state, Verdict breach, IncidentSeverity? severity) =>
        state.Breaches.Find(known => known.Series == breach.Series) switch
        {
            null => Decided.Accept(new BreachJoined(breach) { Severity = severity }),
            { } known when known.Sentence == breach.Sentence => Decided.Already,
            _ => Decided.Accept(new NoteAdded($"Declared again: {breach.Sentence}")),
        };

    private static Verdict Breach(IncidentCommand.Declare command, DateTimeOffset now) =>
        new(
            command.Trigger,
            command.Component,
            Instance: null,
            Part,
            VerdictState.Breached,
            Since: now,
            Onset: now,
            Held: TimeSpan.Zero,
            HoldFor: TimeSpan.Zero,
            Value: null,
            Limit: 0,
            Unit.Count,
            Total: 0,
            Failed: 0,
            BreachesAt: null,
            command.Reason.Trim()
        )
        {
            Declared = true,
        };
}
