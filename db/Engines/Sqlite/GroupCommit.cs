using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db.Engines.Sqlite;

/// <summary>
/// Writes the appends of all threads. Whoever comes first writes for all that wait: one transaction and one sync of the disk
/// carry several appends, each whole and with its own outcome.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "The connection is held as long as the process; a journal that is forgotten lets go with its handle."
)]
internal sealed class GroupCommit(SqliteEngine file)
{
    private const int Most = 64;
    private readonly Lock _gate = new();
    private readonly Queue<PendingAppend> _waiting = new();
    private bool _somebodyWrites;
    private JournalWriter? _writer;

    /// <summary>Returns when it is durable, or refused.</summary>
    /// <exception cref="SqliteException">The database did not take it.</exception>
    public AppendOutcome Append(PendingAppend append)
    {
        bool waits;
        lock (_gate)
        {
            _waiting.Enqueue(append);
            (waits, _somebodyWrites) = (_somebodyWrites, true);
        }

        if (waits)
        {
            append.Wait();
        }

        if (!append.IsDone)
        {
            WriteForAll();
        }

        return append.Result();
    }

    /// <summary>Lets the connection go; the next append opens it again. For who has appended, and before the file is removed.</summary>
    public void Release()
    {
        _writer?.Dispose();
        _writer = null;
    }

    private void WriteForAll()
    {
        var group = new List<PendingAppend>(Most);
        lock (_gate)
        {
            while (group.Count < Most && _waiting.TryDequeue(out var next))
            {
                group.Add(next);
            }
        }

        try
        {
            Write(group);
        }
        finally
        {
            lock (_gate)
            {
                // The writer's own append stands first in what it took, so whoever is called next has not been written.
                if (_waiting.TryPeek(out var next))
                {
                    next.Call();
                }
                else
                {
                    _somebodyWrites = false;
                }
            }

            group.ForEach(append => append.Finish());
        }
    }

    private void Write(List<PendingAppend> group)
    {
        if (group.Count > 1 && Try(group) is null)
        {
            return;
        }

        // One that cannot be written must not take the others with it.
        foreach (var append in group)
        {
            if (Try([append]) is { } problem)
            {
                append.Fail(problem);
            }
        }
    }

    private Exception? Try(IReadOnlyList<PendingAppend> group)
    {
        try
        {
            _writer ??= new(file.OpenFile());
            _writer.Write(group);
            foreach (var append in group)
            {
                append.Keep();
            }

            return null;
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            // Whatever happened to the connection, the next one is a fresh one.
            Release();
            return problem;
        }
    }
}
