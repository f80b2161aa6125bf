using System.Text.Json.Serialization;
using Mcpx.Domain.Decisions;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Rca;

/// <summary>
/// A root-cause report, written from facts (runbook sections 10, 11 and 13). What was not captured says so.
/// </summary>
/// <param name="Incident">The incident.</param>
/// <param name="Title">What happened, in one line.</param>
/// <param name="Summary">What happened, in a few sentences.</param>
/// <param name="Roles">Who held which role.</param>
/// <param name="Phases">Where the time went.</param>
/// <param name="Readings">Before, during and after, per series that breached.</param>
/// <param name="Parts">The failing release against the LKG.</param>
/// <param name="Checks">What was checked after the rollback.</param>
/// <param name="Path">The decision tree's way.</param>
/// <param name="Timeline">Everything that happened, oldest first.</param>
/// <param name="Criteria">The runbook's acceptance criteria (section 13).</param>
public sealed record RcaReport(
    Incident Incident,
    string Title,
    string Summary,
    IReadOnlyList<RcaRole> Roles,
    IReadOnlyList<RcaPhase> Phases,
    IReadOnlyList<RcaReading> Readings,
    IReadOnlyList<RcaPart> Parts,
    IReadOnlyList<Check> Checks,
    IReadOnlyList<PathNode> Path,
    IReadOnlyList<TimelineLine> Timeline,
    IReadOnlyList<RcaCriterion> Criteria
)
{
    /// <summary>The word for a fact nobody recorded.</summary>
    public const string NotCaptured = "Not captured";

    /// <summary>What it did to people.</summary>
    public IReadOnlyList<RcaFigure> Impact { get; init; } = [];

    /// <summary>Keys and flags that changed, from <see cref="RcaBuilder.Changed"/> before the onset on.</summary>
    public IReadOnlyList<RcaChange> Changes { get; init; } = [];

    /// <summary>What finds the failures in the portal's logs.</summary>
    public IReadOnlyList<RcaExcerpt> Excerpts { get; init; } = [];

    /// <summary>The portal's own lines of those calls; null where they were not read.</summary>
    public PortalLogsRead? PortalLogs { get; init; }

    /// <summary>What people wrote; see <see cref="Version"/>.</summary>
    public ReportWords Words { get; init; } = ReportWords.None;

    /// <summary>The newest version that was kept; null before the first.</summary>
    public ReportVersion? Version { get; init; }

    /// <summary>Every version that was kept, oldest first; asked for by itself in the API.</summary>
    [JsonIgnore]
    public IReadOnlyList<ReportVersion> Versions { get; init; } = [];

    /// <summary>The watchdog's version when the incident opened; null when it is not known.</summary>
    public string? Watchdog { get; init; }

    /// <summary>What was changed of the watchdog and its configuration while the incident lasted.</summary>
    public IReadOnlyList<RcaChange> Record { get; init; } = [];

    /// <summary>What the report should say and cannot, with why.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>Who held a role.</summary>
public sealed record RcaRole(string Role, string Who);

/// <summary>A stretch of the incident.</summary>
/// <param name="Name">Detect, Decide, Act or Verify.</param>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end; null while it lasts.</param>
public sealed record RcaPhase(string Name, DateTimeOffset From, DateTimeOffset? To)
{
    /// <summary>How long it took; null while it lasts.</summary>
    public TimeSpan? Took => To - From;
}

/// <summary>One series around the incident.</summary>
/// <param name="Trigger">The trigger.</param>
/// <param name="Series">The series.</param>
/// <param name="Limit">Its limit.</param>
/// <param name="Unit">Unit of all values.</param>
/// <param name="Before">Worst reading in the ten minutes before the onset; null when not captured.</param>
/// <param name="During">Worst reading from the onset until restored.</param>
/// <param name="After">Worst reading from restored until the end, or until now.</param>
/// <param name="Points">The readings themselves, for the picture.</param>
public sealed record RcaReading(
    string Trigger,
    string Series,
    long Limit,
    Unit Unit,
    long? Before,
    long? During,
    long? After,
    IReadOnlyList<RcaPoint> Points
);

/// <summary>One reading; null when nothing was measured.</summary>
public sealed record RcaPoint(DateTimeOffset At, long? Value);

/// <summary>One line of the comparison of two releases.</summary>
public sealed record RcaPart(string Part, string Failing, string Lkg);

/// <summary>One acceptance criterion.</summary>
/// <param name="Text">What the runbook demands.</param>
/// <param name="Result">Whether it is met.</param>
/// <param name="Proof">The fact that shows it.</param>
public sealed record RcaCriterion(string Text, CriterionResult Result, string Proof);

/// <summary>How an acceptance criterion stands.</summary>
public enum CriterionResult
{
    /// <summary>Not decided yet, or not captured.</summary>
    Open,

    /// <summary>Met, with proof.</summary>
    Met,

    /// <summary>Not met.</summary>
    NotMet,

    /// <summary>It does not apply to this rollback.</summary>
    NotNeeded,
}
