namespace Mcpx.Db.Engines.SqlServer;

/// <summary>What is asked of a SQL Server and never of a file.</summary>
internal abstract record ServerStatement : Statement
{
    internal sealed override string Sqlite => throw new NotSupportedException($"{Procedure} has no text for SQLite.");
}

/// <summary>A stream with the version it must have.</summary>
internal sealed record StreamRow(int Ordinal, string Stream, int Expected);

/// <summary>One event of an append.</summary>
internal sealed record EventRow(int Ordinal, string Stream, int Version, string Type, byte[] BodyHash, byte[] Body);

internal sealed record AppendEvents(
    string Actor,
    UtcTime At,
    TableParameter<StreamRow> Streams,
    TableParameter<EventRow> Events
) : ServerStatement
{
    public AppendEvents(PendingAppend append)
        : this(append.Actor.Name, new(append.At), StreamsOf(append), EventsOf(append)) { }

    public static TableParameter<StreamRow> StreamsOf(PendingAppend append) =>
        new([.. append.Appends.Select((stream, at) => new StreamRow(at + 1, stream.Stream, stream.ExpectedVersion))]);

    public static TableParameter<EventRow> EventsOf(PendingAppend append) =>
        new([
            .. append.Rows.Select(
                (row, at) => new EventRow(at + 1, row.Stream, row.Version, row.Type, row.BodyHash, row.Body)
            ),
        ]);
}

internal sealed record PurgeBodies(
    string Actor,
    UtcTime At,
    TableParameter<StreamRow> Streams,
    TableParameter<EventRow> Events,
    long Through,
    long Entries
) : ServerStatement
{
    public PurgeBodies(PendingAppend purge, long through, long entries)
        : this(
            purge.Actor.Name,
            new(purge.At),
            AppendEvents.StreamsOf(purge),
            AppendEvents.EventsOf(purge),
            through,
            entries
        ) { }
}

/// <summary>Where an event of a stream lies, and which body it has.</summary>
internal sealed record LinkOfVersion(string Stream, int Version) : ServerStatement;

/// <summary>Some links with their bodies, in their order.</summary>
internal sealed record LinksAfter(long After, long Through, int Most) : ServerStatement;

internal sealed record StrayBody : ServerStatement;

/// <summary>A whole zip; a stream as a value is sent while it is read.</summary>
internal sealed record KeepPack(string Incident, int Part, string Sha256, StreamParameter Zip) : ServerStatement;

internal sealed record PieceOfPack(string Incident, int Part, long From, int Length) : ServerStatement;

internal sealed record ScriptsRun : ServerStatement;
