using Mcpx.Domain.Journal;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Replay;

/// <summary>One thing that a replay saw happen.</summary>
/// <param name="At">The time of the tick.</param>
public abstract record ReplayEntry(DateTimeOffset At);

/// <summary>A series' word changed.</summary>
/// <param name="At">The time of the tick.</param>
/// <param name="Verdict">What it says now.</param>
/// <param name="Before">What it said before.</param>
public sealed record VerdictTurned(DateTimeOffset At, Verdict Verdict, VerdictState Before) : ReplayEntry(At);

/// <summary>An incident went on: it was opened, joined, advised, proposed for, withdrawn …</summary>
/// <param name="At">The time of the tick.</param>
/// <param name="Incident">Which.</param>
/// <param name="Event">The event as the journal would carry it.</param>
/// <param name="Text">The same for a person.</param>
public sealed record IncidentMoved(DateTimeOffset At, string Incident, IEvent Event, string Text) : ReplayEntry(At);
