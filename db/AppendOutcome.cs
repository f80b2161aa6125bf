using Mcpx.Domain.Journal;

namespace Mcpx.Db;

/// <summary>Events for one stream, and the version it must have.</summary>
/// <param name="Stream">See <see cref="Streams"/>.</param>
/// <param name="ExpectedVersion">The version the decision was made on; 0 for a new stream.</param>
/// <param name="Events">At least one.</param>
public sealed record StreamAppend(string Stream, int ExpectedVersion, IReadOnlyList<IEvent> Events);

/// <summary>How an append went. A lost race is an outcome, not an exception.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome() { }

    /// <summary>All events of all streams are durable.</summary>
    /// <param name="Position">Position of the last one.</param>
    public sealed record Appended(long Position) : AppendOutcome;

    /// <summary>Nothing was written: a stream has moved on.</summary>
    /// <param name="Stream">Which.</param>
    /// <param name="Expected">The version the caller knew.</param>
    /// <param name="Actual">The version it has.</param>
    public sealed record Conflict(string Stream, int Expected, int Actual) : AppendOutcome;
}
