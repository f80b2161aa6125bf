using Mcpx.Domain.Access;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Db;

/// <summary>Makes and ends API keys; the domain decides.</summary>
public sealed class KeyLog(Journal journal, JournalTail tail, TimeProvider time)
{
    private const int Attempts = 25;

    /// <summary>Makes a key.</summary>
    /// <param name="asked">What is wanted.</param>
    /// <param name="by">By whom.</param>
    /// <returns>Why it was not made; null when it was.</returns>
    public Refusal? Create(KeyCreated asked, Actor by) =>
        Append(by, book => KeyDecision.Create(book, asked, time.GetUtcNow()));

    /// <summary>Ends a key.</summary>
    /// <param name="name">Which.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">By whom.</param>
    /// <returns>Why it was not ended; null when it was, or was over already.</returns>
    public Refusal? Revoke(string name, string reason, Actor by) =>
        Append(by, book => KeyDecision.Revoke(book, name, reason, time.GetUtcNow()));

    private Refusal? Append(Actor by, Func<KeyBook, Decided> decide)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var book = tail.CatchUp().Keys;
            var decided = decide(book);
            if (decided.Refusal is not null || decided.Events.Count == 0)
            {
                return decided.Refusal;
            }

            var append = new StreamAppend(Streams.Keys, book.Version, decided.Events);
            if (journal.Append(by, time.GetUtcNow(), append) is AppendOutcome.Appended)
            {
                return null;
            }
        }

        throw new TimeoutException($"keys: others were faster {Attempts} times in a row.");
    }
}
