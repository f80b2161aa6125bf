using System.Data.Common;

namespace Mcpx.Db;

/// <summary>Why the store did not do what it was told.</summary>
public enum StoreRefusal
{
    /// <summary>Another writer holds the journal, and held it through every try.</summary>
    Busy,

    /// <summary>A row of the journal was to be changed or removed.</summary>
    AppendOnly,

    /// <summary>A body was to be removed without a purge, or before its year was over.</summary>
    TooYoung,

    /// <summary>Evidence, a picture or a version of a report was to be changed.</summary>
    Sealed,

    /// <summary>A purge speaks of other bodies than are there.</summary>
    OtherBodies,
}

/// <summary>The store refused by a rule of its own; nothing was written.</summary>
public sealed class StoreRefusedException : DbException
{
    /// <param name="reason">Which rule.</param>
    /// <param name="cause">What the engine said.</param>
    public StoreRefusedException(StoreRefusal reason, Exception? cause = null)
        : base(Sentence(reason), cause) => Reason = reason;

    /// <summary>Which rule.</summary>
    public StoreRefusal Reason { get; }

    private static string Sentence(StoreRefusal reason) =>
        reason switch
        {
            StoreRefusal.Busy => "Another writer has held the journal for more than 10 s, four times: try again.",
            StoreRefusal.AppendOnly => "The journal is append-only.",
            StoreRefusal.TooYoung => "The journal is append-only: only a purge after a year removes a body.",
            StoreRefusal.Sealed => "Evidence is sealed, and a version of a report kept as it is.",
            _ => "Other bodies are there than the purge speaks of: ask again what is due.",
        };
}
