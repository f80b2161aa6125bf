using Mcpx.Db.Engines;
using Mcpx.Db.Engines.Sqlite;
using Mcpx.Db.Engines.SqlServer;
using Mcpx.Domain.Redaction;

namespace Mcpx.Db;

/// <summary>
/// Journal, evidence and samples. Embedded they are two files of one folder, so that a thousand readings a second do not stand in
/// the way of an append.
/// </summary>
public sealed class Store
{
    /// <param name="directory">The data folder.</param>
    /// <param name="redaction">
    /// What is taken out of every text before it is stored; null for what looks like a secret. Only the watchdog knows the
    /// configured ones.
    /// </param>
    public Store(string directory, IRedaction? redaction = null)
        : this(new StorePlace(directory), redaction) { }

    internal Store(StorePlace place, IRedaction? redaction)
    {
        Place = place;
        Directory = Path.GetFullPath(place.Directory);
        IJournalEngine journal = place.Server is { } server
            ? new SqlServerJournal(server)
            : new SqliteJournal(JournalPath(Directory));
        var samples = place.Server is null ? new SqliteEngine(SamplesPath(Directory)) : journal.Engine;
        Redaction = redaction ?? ShapeRedaction.Instance;
        Journal = new(journal, redaction);
        Evidence = new(journal);
        Pictures = new(journal.Engine);
        Reports = new(journal.Engine);
        DashboardKeys = new(journal.Engine);
        Sessions = new(journal.Engine);
        Samples = new(samples, redaction);
        Slots = new(samples);
        Thinning = new(samples);
        FailedCalls = new(samples, redaction);
    }

    /// <summary>Where it lies.</summary>
    public StorePlace Place { get; }

    /// <summary>The data folder: the store itself where it is embedded, and what is only ever one host's.</summary>
    public string Directory { get; }

    /// <summary>What is taken out of every text before it is stored.</summary>
    public IRedaction Redaction { get; }

    /// <summary>The journal.</summary>
    public Journal Journal { get; }

    /// <summary>Sealed evidence packs.</summary>
    public EvidenceStore Evidence { get; }

    /// <summary>Screenshots of people.</summary>
    public PictureStore Pictures { get; }

    /// <summary>Kept versions of reports.</summary>
    public ReportStore Reports { get; }

    /// <summary>Keys that protect the dashboard's cookies.</summary>
    public DashboardKeyStore DashboardKeys { get; }

    /// <summary>People's sessions at the dashboard.</summary>
    public SessionStore Sessions { get; }

    /// <summary>Readings and verdicts.</summary>
    public SampleStore Samples { get; }

    /// <summary>Readings by slot, for charts.</summary>
    public SampleSlots Slots { get; }

    /// <summary>Thins readings as they age.</summary>
    public SampleThinning Thinning { get; }

    /// <summary>The watchdog's own calls that failed.</summary>
    public FailedCallStore FailedCalls { get; }

    internal static string JournalPath(string directory) => Path.Combine(Path.GetFullPath(directory), "journal.db");

    internal static string SamplesPath(string directory) => Path.Combine(Path.GetFullPath(directory), "samples.db");
}
