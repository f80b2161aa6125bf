using System.Runtime.InteropServices;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Replay;

/// <summary>What was read of one line.</summary>
internal struct LineFields
{
    public LineField Seen;
    public string? Subject;
    public string? Path;
    public string? Text;
    public DateTimeOffset At;
    public long Position;
    public long? Us;
    public int Status;
    public HealthEndpoint Endpoint;
    public Fault Fault;
    public PreflightAnswer Answer;
    public bool Answered;
    public long Calls;
    public long Errors;
    public long Refused;
    public long[]? Bounds;
    public long[]? Counts;
    public int Critical;
    public int Differences;
    public JournalEntry? Entry;
    public EnvironmentOptions? Options;
    public Verdict[]? Verdicts;
}

/// <summary>Makes the input of what was read.</summary>
internal static class LineInput
{
    public static JudgingInput Of(LineKind kind, in LineFields line) =>
        kind switch
        {
            LineKind.Tick => new Tick(line.At),
            LineKind.Beat => new StreamBeat(line.At, line.Subject!),
            LineKind.Health => new HealthProbed(
                line.At,
                line.Subject!,
                line.Endpoint,
                line.Fault,
                line.Status,
                Needed(line.Us)
            ),
            LineKind.Contract => new ContractCalled(
                line.At,
                line.Subject!,
                line.Path!,
                line.Fault,
                line.Status,
                Needed(line.Us),
                line.Text
            ),
            LineKind.Traffic => new TrafficScraped(line.At, line.Subject!, line.Calls, line.Errors, Histogram(line)),
            LineKind.FirstEvent => new FirstEventTimed(line.At, line.Subject!, line.Us),
            LineKind.Event => new StreamEvent(line.At, line.Subject!),
            LineKind.Look => new StreamLooked(line.At, line.Subject!),
            LineKind.Preflight => new Preflighted(line.At, line.Subject!, line.Text!, line.Answer),
            LineKind.Refusals => new RefusalsCounted(line.At, line.Subject!, line.Text!, line.Refused),
            LineKind.Tag => new TagRead(line.At, line.Subject!, line.Text!),
            LineKind.Vantage => new VantageLooked(line.At, line.Subject!, line.Answered),
            LineKind.Parity => new ParityCompared(line.At, line.Critical, line.Differences, line.Text),
            LineKind.Security => new SecurityChecked(line.At, line.Subject!, line.Text),
            LineKind.Workflow => new WorkflowWalked(line.At, line.Subject!, line.Text),
            LineKind.Resumed => new Resumed(line.At),
            LineKind.Fact => new JournalFact(line.Entry!),
            LineKind.Known => new Known(line.Entry!),
            LineKind.Configuration => new Configured(
                line.At,
                line.Options ?? throw new FormatException("'options' must be an object.")
            ),
            LineKind.Restore => Restore(line),
            LineKind.Truncated => new Truncated(line.At, line.Text!),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private static long Needed(long? us) => us ?? throw new FormatException("'us' must be a whole number here.");

    private static DurationHistogram? Histogram(in LineFields line)
    {
        if (line.Bounds is null && line.Counts is null)
        {
            return null;
        }

        var (bounds, counts) = (line.Bounds ?? [], line.Counts ?? []);
        return DurationHistogram.ProblemOf(bounds, counts) is { } problem
            ? throw new FormatException($"'bounds' and 'counts': {problem}")
            : new(
                ImmutableCollectionsMarshal.AsImmutableArray(bounds),
                ImmutableCollectionsMarshal.AsImmutableArray(counts)
            );
    }

    private static Restored Restore(in LineFields line)
    {
        var verdicts = line.Verdicts ?? throw new FormatException("'verdicts' must be a list.");
        return
            verdicts.Any(verdict => verdict is null)
            || verdicts.Select(verdict => verdict.Series).Distinct(StringComparer.Ordinal).Count() < verdicts.Length
            ? throw new FormatException("'verdicts' must name each series once.")
            : new(line.At, verdicts);
    }
}
