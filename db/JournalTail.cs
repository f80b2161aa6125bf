using Mcpx.Domain.Journal;

namespace Mcpx.Db;

/// <summary>
/// Follows the journal and folds it. Readers see one consistent state; the tail reads and closes, so that it never stands
/// in the way of a checkpoint.
/// </summary>
public sealed class JournalTail(Journal journal)
{
    private readonly Lock _gate = new();
    private volatile JournalState _current = JournalState.Empty;

    /// <summary>The state as of the last catch-up.</summary>
    public JournalState Current => _current;

    /// <summary>
    /// Raised after a catch-up that found events, with those events, each once and in order. Handlers must not throw, nor wait for
    /// another thread: whoever appended is in here with something durable.
    /// </summary>
    public event Action<IReadOnlyList<JournalEntry>>? Moved;

    /// <summary>Reads what is new.</summary>
    /// <returns>The state after it.</returns>
    public JournalState CatchUp()
    {
        lock (_gate)
        {
            while (journal.ReadAfter(_current.Position) is { Count: > 0 } entries)
            {
                _current = entries.Aggregate(_current, (state, entry) => state.Evolve(entry));
                Moved?.Invoke(entries);
            }

            return _current;
        }
    }
}
