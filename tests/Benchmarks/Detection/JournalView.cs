using Mcpx.Benchmarks.Detection.Exact;
using Mcpx.Db;
using Mcpx.Domain.Journal;

namespace Mcpx.Benchmarks.Detection;

/// <summary>The journal of the product under measurement, read as it grows.</summary>
/// <param name="data">The product's data folder.</param>
internal sealed class JournalView(string data)
{
    private readonly Lock _gate = new();
    private readonly Journal _journal = new(Path.Combine(data, "journal.db"));
    private readonly List<JournalEntry> _entries = [];
    private long _position;

    /// <summary>All incidents so far.</summary>
    public IReadOnlyList<ProposedIncident> Incidents()
    {
        lock (_gate)
        {
            while (_journal.ReadAfter(_position) is { Count: > 0 } more)
            {
                _position = more[^1].Position;
                _entries.AddRange(more.Where(entry => entry.Stream.StartsWith("incident/", StringComparison.Ordinal)));
            }

            return ProposedIncident.Of(_entries);
        }
    }
}
