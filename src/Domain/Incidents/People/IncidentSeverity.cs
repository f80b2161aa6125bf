using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Incidents;

/// <summary>How grave an incident is. It says how people are woken and what they read; what is measured and proposed is the same.</summary>
public enum IncidentSeverity
{
    /// <summary>People cannot work, or something is exposed: whoever is asked comes at once.</summary>
    P1 = 1,

    /// <summary>It hurts, and can wait until somebody has read it.</summary>
    P2 = 2,
}

/// <summary>A person said how grave the incident is; from then on that counts, whatever joins.</summary>
/// <param name="Severity">How grave.</param>
/// <param name="Reason">Why.</param>
public sealed record SeveritySet(IncidentSeverity Severity, string Reason) : IEvent;

/// <summary>A person's word on the severity.</summary>
/// <param name="Severity">How grave.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
public sealed record SeverityWord(IncidentSeverity Severity, Actor By, DateTimeOffset At, string Reason);
