using Mcpx.Domain.Journal;

namespace Mcpx.Db.Engines.Sqlite;

/// <summary>
/// Where the chain ends as its writer knows it, so that an append need not ask. It holds as long as nobody else appends; who
/// did stands where the next event would go, and the insert fails.
/// </summary>
/// <param name="position">Of the newest event; 0 for none.</param>
/// <param name="hash">Its hash.</param>
internal sealed class ChainEnd(long position, byte[] hash)
{
    // A handful of streams is written at a time; the rest is asked for again.
    private const int MostStreams = 64;
    private readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);

    public long Position { get; private set; } = position;

    public byte[] Hash { get; private set; } = hash;

    /// <summary>The version a stream stands at; null when it is not known.</summary>
    public int? VersionOf(string stream) => _versions.TryGetValue(stream, out var version) ? version : null;

    /// <summary>A stream was asked for.</summary>
    public void Saw(string stream, int version)
    {
        if (_versions.Count >= MostStreams)
        {
            _versions.Clear();
        }

        _versions[stream] = version;
    }

    /// <summary>An event is the new end.</summary>
    public void Add(PendingRow row)
    {
        Hash = Chain.Next(Hash, ++Position, row.BodyHash);
        Saw(row.Stream, row.Version);
    }
}
