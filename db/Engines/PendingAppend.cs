using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Redaction;

namespace Mcpx.Db.Engines;

/// <summary>One append on its way into the journal: its bodies are written and hashed before anybody waits for it.</summary>
internal sealed class PendingAppend : IDisposable
{
    private readonly ManualResetEventSlim _called = new(initialState: false);
    private AppendOutcome? _outcome;
    private ExceptionDispatchInfo? _problem;
    private bool _kept;
    private volatile bool _done;

    public PendingAppend(Actor actor, DateTimeOffset at, IReadOnlyList<StreamAppend> appends, IRedaction? redaction)
    {
        Appends = appends;
        Actor = actor;
        // What every store's column can hold, so that columns and bodies say the same.
        At = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));
        Rows = RowsOf(appends, actor, At, redaction);
    }

    public IReadOnlyList<StreamAppend> Appends { get; }

    public Actor Actor { get; }

    public DateTimeOffset At { get; }

    public IReadOnlyList<PendingRow> Rows { get; }

    public bool IsDone => _done;

    /// <summary>Waits until it is done, or until it is this one's turn to write for all that wait.</summary>
    public void Wait() => _called.Wait();

    /// <summary>It is this one's turn.</summary>
    public void Call() => _called.Set();

    public void Decide(AppendOutcome outcome) => _outcome = outcome;

    /// <summary>What was decided is durable.</summary>
    public void Keep() => _kept = true;

    public void Fail(Exception problem) => _problem = ExceptionDispatchInfo.Capture(problem);

    /// <summary>Nothing more happens to it.</summary>
    public void Finish()
    {
        _done = true;
        _called.Set();
    }

    /// <exception cref="Exception">What kept it from being written.</exception>
    public AppendOutcome Result()
    {
        _problem?.Throw();
        return _kept ? _outcome! : throw new InvalidOperationException("The append came to no end.");
    }

    public void Dispose() => _called.Dispose();

    private static List<PendingRow> RowsOf(
        IReadOnlyList<StreamAppend> appends,
        Actor actor,
        DateTimeOffset at,
        IRedaction? redaction
    )
    {
        var rows = new List<PendingRow>();
        foreach (var append in appends)
        {
            var version = append.ExpectedVersion;
            foreach (var happened in append.Events)
            {
                var body = EventBody.Write(append.Stream, ++version, at, actor, happened, redaction);
                rows.Add(new(append.Stream, version, EventBody.TypeOf(happened), body, SHA256.HashData(body)));
            }
        }

        return rows;
    }
}

/// <summary>One event as it will lie there.</summary>
internal sealed record PendingRow(string Stream, int Version, string Type, byte[] Body, byte[] BodyHash);
