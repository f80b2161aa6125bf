namespace Mcpx.Db.Engines.SqlServer;

/// <summary>The numbers our procedures and triggers throw (docs/sql-server.md).</summary>
internal static class StoreErrors
{
    /// <summary>A stream has moved on: the message is the expected version, the actual one and the stream.</summary>
    public const int Conflict = 51000;

    /// <summary>Another writer holds the journal.</summary>
    public const int Locked = 51001;

    /// <summary>Somebody tried to change or remove a row of the journal.</summary>
    public const int AppendOnly = 51002;

    /// <summary>A body was to be removed without a purge, or before its year was over.</summary>
    public const int TooYoung = 51003;

    /// <summary>Evidence or a report was to be changed.</summary>
    public const int Sealed = 51004;

    /// <summary>A purge speaks of other bodies than are there.</summary>
    public const int OtherBodies = 51005;
}
