using Mcpx.Domain.Comms;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Db;

/// <summary>What came of a wish for a test message.</summary>
/// <param name="Test">The newest test afterwards.</param>
/// <param name="Refusal">Null when it was written down.</param>
public sealed record ChannelOutcome(ChannelTest Test, Refusal? Refusal);

/// <summary>Test messages to the channels: asked for where people are, sent where the webhook is.</summary>
public sealed class ChannelLog(Journal journal, JournalTail tail, TimeProvider time)
{
    private readonly StreamLog _log = new(journal, tail, time);

    /// <summary>Asks the watchdog for one.</summary>
    /// <param name="by">Who.</param>
    public ChannelOutcome Ask(Actor by) => Append(by, state => ChannelTest.Ask(state, by, time.GetUtcNow()));

    /// <summary>Writes down how it went; nothing when another one is the newest by now.</summary>
    /// <param name="id">Which.</param>
    /// <param name="answers">A line a channel.</param>
    public ChannelOutcome Hold(string id, IReadOnlyList<ChannelAnswer> answers) =>
        Append(
            Actor.Watchdog,
            state =>
                state.ChannelTest is { HeldAt: null } test && test.Id == id
                    ? new([new ChannelTestHeld(id, answers)], Refusal: null)
                    : Decided.Already
        );

    private ChannelOutcome Append(Actor by, Func<JournalState, Decided> decide)
    {
        var refusal = _log.Append(Streams.Channels, by, state => (state.ChannelTest.Version, decide(state)));
        return new(tail.Current.ChannelTest, refusal);
    }
}
