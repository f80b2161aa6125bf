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
    public Refusal? Append(string stream, Actor by, Func<JournalState, (int Version, Decided Decided)> decide)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (version, decided) = decide(tail.CatchUp());
            if (decided.Refusal is not null || decided.Events.Count == 0)
            {
                return decided.Refusal;
            }

            var append = new StreamAppend(stream, version, decided.Events);
            if (journal.Append(by, time.GetUtcNow(), append) is AppendOutcome.Appended)
            {
                tail.CatchUp();
                return null;
            }
        }

        throw new TimeoutException($"{stream}: others were faster {Attempts} times in a row.");
    }
}
