using System.Text.Json;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Db.Proof;

/// <summary>
/// Bodies that are gone, and the purge that each names. A purge stands behind what it removed, so the books are closed when
/// the walk comes to it: it must have removed as many as it says, of its own stream, and nothing after what it says.
/// </summary>
internal sealed class PurgeLedger(FindingList findings)
{
    private readonly Dictionary<long, Entry> _open = [];

    public long Purged { get; private set; }

    /// <summary>A body is not there, and names its purge.</summary>
    public void Missing(long position, long purgedBy, string? stream)
    {
        Purged++;
        var known = _open.GetValueOrDefault(purgedBy);
        if (purgedBy <= position || (known is not null && known.Stream != stream))
        {
            findings.Add(position, FindingKind.Removed, $"the body is gone, and {purgedBy} is no purge of it");
            return;
        }

        _open[purgedBy] = new(stream, (known?.Count ?? 0) + 1, position);
    }

    /// <summary>The walk is at an event whose body holds.</summary>
    public void Pass(long position, ReadOnlySpan<byte> body)
    {
        if (_open.Count == 0 || !_open.Remove(position, out var known))
        {
            return;
        }

        try
        {
            var entry = EventBody.Read(position, body);
            if (
                entry.Event is IncidentPurged purged
                && purged.Entries == known.Count
                && known.Last <= purged.Through
                && (known.Stream is null || known.Stream == entry.Stream)
            )
            {
                return;
            }
        }
        catch (JsonException)
        {
            // What cannot be read is no purge.
        }

        findings.Add(
            position,
            FindingKind.Removed,
            $"{known.Count} bodies are gone up to {known.Last}, which this event does not account for"
        );
    }

    /// <summary>The walk is over.</summary>
    /// <param name="whole">Whether the chain was walked to its end; an export may end before the purge.</param>
    public void End(bool whole)
    {
        foreach (var (purge, entry) in _open.OrderBy(pair => pair.Key))
        {
            if (whole)
            {
                findings.Add(entry.Last, FindingKind.Removed, $"the body is gone, and there is no purge at {purge}");
            }
            else
            {
                findings.Note($"{entry.Count} bodies were purged by event {purge}, which is not part of this export.");
            }
        }
    }

    private sealed record Entry(string? Stream, long Count, long Last);
}
