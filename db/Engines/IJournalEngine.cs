using Mcpx.Db.Proof;

namespace Mcpx.Db.Engines;

/// <summary>What the journal needs beyond statements, and each engine does in its own way.</summary>
internal interface IJournalEngine
{
    /// <summary>Where its statements go.</summary>
    Engine Engine { get; }

    /// <summary>Appends, or says which stream moved on. Durable when it returns.</summary>
    AppendOutcome Append(PendingAppend append);

    /// <summary>Appends a purge and removes the bodies of its stream up to a position, all of it or nothing.</summary>
    /// <param name="purge">The event.</param>
    /// <param name="through">Position of the last body to go.</param>
    /// <param name="entries">How many go.</param>
    AppendOutcome Purge(PendingAppend purge, long through, long entries);

    /// <summary>What was removed is gone from wherever the engine keeps it besides.</summary>
    void Settle();

    /// <summary>Shows a walk every link in order, as of one moment, and what lies beside the chain.</summary>
    /// <param name="walk">What looks at them.</param>
    /// <param name="reached">Told the position reached, now and then; null for nobody.</param>
    /// <param name="cancellation">Ends it.</param>
    void Walk(ChainWalk walk, Action<long>? reached, CancellationToken cancellation);

    /// <summary>Stores a sealed pack, all of it or nothing; it is never held as a whole.</summary>
    void AddPack(string incident, int part, string sha256, Stream zip);

    /// <summary>Reads a piece of a pack, which fills the buffer.</summary>
    void ReadPack(string incident, int part, long from, Span<byte> piece);

    /// <summary>Lets go of what is held between appends.</summary>
    void Release();
}
