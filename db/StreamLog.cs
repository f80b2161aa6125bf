using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Db;

/// <summary>Decides on the newest state, appends with the version decided on, and decides again when somebody was faster.</summary>
internal sealed class StreamLog(Journal journal, JournalTail tail, TimeProvider time)
{
    private const int Attempts = 25;

    /// <summary>Appends what is decided; nothing when nothing is.</summary>
    /// <param name="stream">Where.</param>
    /// <param name="by">By whom.</param>
    /// <param name="decide">The stream's version, and what happens to it in that state.</param>
    /// <returns>Why it was refused; null when it was not.</returns>
    /// <exception cref="TimeoutException">Others were faster too often.</exception>
    public Refusal? Append(string stream, Actor by, Func<JournalState, (int Version, Decided Decided)> decide) =>
        Append(
            stream,
            by,
            state =>
            {
                var (version, decided) = decide(state);
                return (decided, decided.Events.Count == 0 ? [] : [new StreamAppend(stream, version, decided.Events)]);
            }
        );

    /// <summary>Appends what is decided to several streams at once, each with the version decided on.</summary>
    /// <param name="what">What it is about, for whoever waits in vain.</param>
    /// <param name="by">By whom.</param>
    /// <param name="decide">What is decided, and what of it goes to which stream.</param>
    /// <returns>Why it was refused; null when it was not.</returns>
    /// <exception cref="TimeoutException">Others were faster too often.</exception>
    public Refusal? Append(
        string what,
        Actor by,
        Func<JournalState, (Decided Decided, IReadOnlyList<StreamAppend> Appends)> decide
    )
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (decided, appends) = decide(tail.CatchUp());
            if (decided.Refusal is not null || appends.Count == 0)
            {
                return decided.Refusal;
            }

            if (journal.Append(by, time.GetUtcNow(), appends) is AppendOutcome.Appended)
            {
                tail.CatchUp();
                return null;
            }
        }

        throw new TimeoutException($"{what}: others were faster {Attempts} times in a row.");
    }
}
