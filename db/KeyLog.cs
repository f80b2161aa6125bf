using Mcpx.Domain.Access;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Db;

/// <summary>Makes and ends API keys; the domain decides.</summary>
public sealed class KeyLog(Journal journal, JournalTail tail, TimeProvider time)
{
    private readonly StreamLog _log = new(journal, tail, time);

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

    private Refusal? Append(Actor by, Func<KeyBook, Decided> decide) =>
        _log.Append(Streams.Keys, by, state => (state.Keys.Version, decide(state.Keys)));
}
