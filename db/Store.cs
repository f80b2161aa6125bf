using Mcpx.Domain.Redaction;

namespace Mcpx.Db;

/// <summary>
/// The embedded store: journal and samples are two files of one folder, so that a thousand readings a second do not stand
/// in the way of an append.
/// </summary>
/// <param name="directory">The data folder.</param>
/// <param name="redaction">
/// What is taken out of every text before it is stored; null for what looks like a secret. Only the watchdog knows the
/// configured ones.
/// </param>
public sealed class Store(string directory, IRedaction? redaction = null)
{
    /// <summary>The data folder.</summary>
    public string Directory { get; } = Path.GetFullPath(directory);

    /// <summary>What is taken out of every text before it is stored.</summary>
    public IRedaction Redaction { get; } = redaction ?? ShapeRedaction.Instance;

    /// <summary>The journal.</summary>
    public Journal Journal { get; } = new(JournalPath(directory), redaction);

    /// <summary>Sealed evidence packs.</summary>
    public EvidenceStore Evidence { get; } = new(JournalPath(directory));

    /// <summary>Screenshots of people.</summary>
    public PictureStore Pictures { get; } = new(JournalPath(directory));

    /// <summary>Kept versions of reports.</summary>
    public ReportStore Reports { get; } = new(JournalPath(directory));

    /// <summary>Keys that protect the dashboard's cookies.</summary>
    public DashboardKeyStore DashboardKeys { get; } = new(JournalPath(directory));

    /// <summary>People's sessions at the dashboard.</summary>
    public SessionStore Sessions { get; } = new(JournalPath(directory));

    /// <summary>Readings and verdicts.</summary>
    public SampleStore Samples { get; } = new(SamplesPath(directory), redaction);

    /// <summary>Readings by slot, for charts.</summary>
    public SampleSlots Slots { get; } = new(SamplesPath(directory));

    /// <summary>Thins readings as they age.</summary>
    public SampleThinning Thinning { get; } = new(SamplesPath(directory));

    /// <summary>The watchdog's own calls that failed.</summary>
    public FailedCallStore FailedCalls { get; } = new(SamplesPath(directory), redaction);

    internal static string JournalPath(string directory) => Path.Combine(Path.GetFullPath(directory), "journal.db");

    internal static string SamplesPath(string directory) => Path.Combine(Path.GetFullPath(directory), "samples.db");
}
