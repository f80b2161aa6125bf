using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Replay;

/// <summary>A watchdog starts with this configuration: what was judged before is forgotten, the incident is not.</summary>
/// <param name="At">When.</param>
/// <param name="Options">The environment's configuration, secrets by name only.</param>
public sealed record Configured(DateTimeOffset At, EnvironmentOptions Options) : JudgingInput(At);

/// <summary>It takes over verdicts from before its start.</summary>
/// <param name="At">When they were written down.</param>
/// <param name="Verdicts">All that were known.</param>
public sealed record Restored(DateTimeOffset At, IReadOnlyList<Verdict> Verdicts) : JudgingInput(At);

/// <summary>
/// What the journal already held when the recording began, as an event: deciding knows it from the start, judging is told
/// of its own part of it in <see cref="JournalFact"/>s.
/// </summary>
/// <param name="Entry">As it stands in the journal.</param>
public sealed record Known(JournalEntry Entry) : JudgingInput(Entry.At);

/// <summary>The recording ends here although the watchdog went on: it could not keep up, or could not write.</summary>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
public sealed record Truncated(DateTimeOffset At, string Reason) : JudgingInput(At);
