using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Signals;

/// <summary>
/// Everything that judging takes, in the one order in which its single writer takes it. That sequence, with the ticks in
/// it, is the recording: the same inputs give the same verdicts and proposals, bit for bit.
/// </summary>
/// <param name="At">
/// The sample's own time. When it arrived is the time of the tick that takes it: a sample counts from the first tick at or
/// after its arrival.
/// </param>
public abstract record JudgingInput(DateTimeOffset At);

/// <summary>All queued inputs were taken; judge now.</summary>
/// <param name="At">The tick's time; never earlier than the one before.</param>
public sealed record Tick(DateTimeOffset At) : JudgingInput(At);

/// <summary>The watchdog did not look for a while (a suspend, a starved process): what it did not see is nobody's gap.</summary>
public sealed record Resumed(DateTimeOffset At) : JudgingInput(At);

/// <summary>An event of the journal that judging or deciding depends on: deployments, changes, pointers, releases, configuration.</summary>
/// <param name="Entry">As it stands in the journal.</param>
public sealed record JournalFact(JournalEntry Entry) : JudgingInput(Entry.At);

/// <summary>Something measured on one instance.</summary>
/// <param name="At">When.</param>
/// <param name="Instance">The instance's name, unique in its environment.</param>
public abstract record InstanceInput(DateTimeOffset At, string Instance) : JudgingInput(At);

/// <summary>One answer, or the lack of one, to a health probe.</summary>
/// <param name="At">When the probe was sent.</param>
/// <param name="Instance">On which instance.</param>
/// <param name="Endpoint">Which of the two was asked.</param>
/// <param name="Fault">How it failed; <see cref="Fault.None"/> for a good answer.</param>
/// <param name="StatusCode">HTTP status, 0 when there was no answer.</param>
/// <param name="LatencyMicroseconds">From the request to the complete answer.</param>
public sealed record HealthProbed(
    DateTimeOffset At,
    string Instance,
    HealthEndpoint Endpoint,
    Fault Fault,
    int StatusCode,
    long LatencyMicroseconds
) : InstanceInput(At, Instance);

/// <summary>
/// The request counters of one instance at one scrape, with the watchdog's own calls and the SSE routes already left out.
/// </summary>
/// <param name="At">When the scrape was sent.</param>
/// <param name="Instance">On which instance.</param>
/// <param name="Calls">All calls since the process started.</param>
/// <param name="Errors">Those of them answered 5xx.</param>
/// <param name="Durations">Their durations since the process started; null where no histogram is exposed.</param>
public sealed record TrafficScraped(
    DateTimeOffset At,
    string Instance,
    long Calls,
    long Errors,
    DurationHistogram? Durations = null
) : InstanceInput(At, Instance);

/// <summary>One authenticated call of the watchdog's own to a core endpoint (runbook section 6, contract tests).</summary>
/// <param name="At">When it was sent.</param>
/// <param name="Instance">On which instance.</param>
/// <param name="Path">Which endpoint.</param>
/// <param name="Fault">How it failed.</param>
/// <param name="StatusCode">HTTP status, 0 when there was no answer.</param>
/// <param name="LatencyMicroseconds">From the request to the complete answer.</param>
/// <param name="Broken">What of the contract the answer breaks; null when it keeps it or there was none.</param>
public sealed record ContractCalled(
    DateTimeOffset At,
    string Instance,
    string Path,
    Fault Fault,
    int StatusCode,
    long LatencyMicroseconds,
    string? Broken = null
) : InstanceInput(At, Instance);

/// <summary>The watchdog began to look at an instance's event stream.</summary>
public sealed record StreamLooked(DateTimeOffset At, string Instance) : InstanceInput(At, Instance);

/// <summary>Bytes arrived on an instance's event stream; any byte is a sign of life.</summary>
public sealed record StreamBeat(DateTimeOffset At, string Instance) : InstanceInput(At, Instance);

/// <summary>A real event arrived on an instance's event stream; comments are none.</summary>
public sealed record StreamEvent(DateTimeOffset At, string Instance) : InstanceInput(At, Instance);

/// <summary>A fresh connection to the event stream got its first complete event or comment, or did not.</summary>
/// <param name="At">When the request was written.</param>
/// <param name="Instance">On which instance.</param>
/// <param name="Microseconds">From the request to the first complete event or comment; null when the connection failed.</param>
public sealed record FirstEventTimed(DateTimeOffset At, string Instance, long? Microseconds)
    : InstanceInput(At, Instance);

/// <summary>A real preflight from one origin.</summary>
/// <param name="At">When it was sent.</param>
/// <param name="Instance">On which instance.</param>
/// <param name="Origin">For example <c>https://admin.example.com</c>.</param>
/// <param name="Answer">What the instance said.</param>
public sealed record Preflighted(DateTimeOffset At, string Instance, string Origin, PreflightAnswer Answer)
    : InstanceInput(At, Instance);

/// <summary>What an instance itself counts of an intended origin's refused calls, without the watchdog's own.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Instance">On which instance.</param>
/// <param name="Origin">For example <c>https://admin.example.com</c>.</param>
/// <param name="Refused">All refusals since the process started; 0 for an origin that the counter does not name.</param>
public sealed record RefusalsCounted(DateTimeOffset At, string Instance, string Origin, long Refused)
    : InstanceInput(At, Instance);

/// <summary>An instance said which release it runs.</summary>
public sealed record TagRead(DateTimeOffset At, string Instance, string Tag) : InstanceInput(At, Instance);

/// <summary>A vantage, a canary or relay away from the portal, answered or did not. It tells a dead target from blind eyes.</summary>
/// <param name="At">When.</param>
/// <param name="Vantage">Its name.</param>
/// <param name="Answered">Whether it did.</param>
public sealed record VantageLooked(DateTimeOffset At, string Vantage, bool Answered) : JudgingInput(At);

/// <summary>Effective configuration was held against the expected one (runbook section 9).</summary>
/// <param name="At">When.</param>
/// <param name="Critical">How many differences are critical.</param>
/// <param name="Differences">How many there are at all.</param>
/// <param name="First">The first critical one in words; null without.</param>
public sealed record ParityCompared(DateTimeOffset At, int Critical, int Differences, string? First) : JudgingInput(At);

/// <summary>A security check ran.</summary>
/// <param name="At">When.</param>
/// <param name="Check">Its name, for example <c>anonymous /api/config/effective</c>.</param>
/// <param name="Finding">What it found; null when nothing.</param>
public sealed record SecurityChecked(DateTimeOffset At, string Check, string? Finding) : JudgingInput(At);

/// <summary>A scripted workflow of people was walked through.</summary>
/// <param name="At">When.</param>
/// <param name="Workflow">Its name.</param>
/// <param name="Fault">Where it failed; null when it passed.</param>
public sealed record WorkflowWalked(DateTimeOffset At, string Workflow, string? Fault) : JudgingInput(At);

/// <summary>What an instance says to a preflight.</summary>
public enum PreflightAnswer
{
    /// <summary>The origin may call.</summary>
    Allowed,

    /// <summary>It is refused as <c>origin_forbidden</c>.</summary>
    Forbidden,

    /// <summary>No answer, or none that speaks of origins: a network fault is not a refusal.</summary>
    None,
}
