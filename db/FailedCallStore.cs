using Mcpx.Db.Engines;
using Mcpx.Domain.Redaction;
using Mcpx.Domain.Signals;

namespace Mcpx.Db;

/// <summary>The watchdog's own calls that failed, beside the samples, and as long as they.</summary>
public sealed class FailedCallStore
{
    private readonly Engine _engine;
    private readonly IRedaction _redaction;

    internal FailedCallStore(Engine engine, IRedaction? redaction) =>
        (_engine, _redaction) = (engine, redaction ?? ShapeRedaction.Instance);

    /// <summary>Adds calls of one environment, in one transaction.</summary>
    public void Add(string environment, IEnumerable<FailedCall> calls)
    {
        using var session = _engine.Begin();
        session.Write(
            new AddFailedCalls([
                .. calls.Select(call => new FailedCallRow(
                    environment,
                    call.At.ToUnixTimeMilliseconds(),
                    call.Instance,
                    Clean(call.Call)!,
                    call.Fault.ToString(),
                    call.StatusCode,
                    Clean(call.RequestId),
                    Clean(call.ErrorCode),
                    Clean(call.Detail)
                )),
            ])
        );
        session.Commit();
    }

    /// <summary>The calls that failed between two times, oldest first.</summary>
    /// <param name="environment">Of which environment.</param>
    /// <param name="from">The first moment.</param>
    /// <param name="to">The last moment.</param>
    /// <param name="most">How many at the most; the first ones are the ones that tell.</param>
    public IReadOnlyList<FailedCall> Between(
        string environment,
        DateTimeOffset from,
        DateTimeOffset to,
        int most = 1_000
    ) =>
        [
            .. _engine
                .All<Row>(
                    new FailedCallsBetween(
                        environment,
                        from.ToUnixTimeMilliseconds(),
                        to.ToUnixTimeMilliseconds(),
                        most
                    )
                )
                .Select(row => new FailedCall(
                    DateTimeOffset.FromUnixTimeMilliseconds(row.At),
                    row.Instance,
                    row.Call,
                    Enum.Parse<Fault>(row.Fault),
                    (int)row.Status,
                    row.RequestId,
                    row.ErrorCode,
                    row.Detail
                )),
        ];

    /// <summary>Forgets calls older than a time, some thousand at once.</summary>
    /// <returns>How many; 0 when none is left.</returns>
    public int Prune(DateTimeOffset before) =>
        _engine.Run(new PruneFailedCalls(before.ToUnixTimeMilliseconds(), Most: 4_000));

    private string? Clean(string? text) => text is null ? null : _redaction.Redact(text);

    private sealed class Row
    {
        public long At { get; init; }
        public string Instance { get; init; } = "";
        public string Call { get; init; } = "";
        public string Fault { get; init; } = "";
        public long Status { get; init; }
        public string? RequestId { get; init; }
        public string? ErrorCode { get; init; }
        public string? Detail { get; init; }
    }
}

internal sealed record FailedCallRow(
    string Environment,
    long At,
    string Instance,
    string Call,
    string Fault,
    int Status,
    string? RequestId,
    string? ErrorCode,
    string? Detail
);

internal sealed record AddFailedCalls(IReadOnlyCollection<FailedCallRow> Rows) : Batch<FailedCallRow>(Rows)
{
    internal override string Sqlite =>
        """
            INSERT INTO failed_call (environment, at, instance, call, fault, status, request_id, error_code, detail)
            VALUES (@Environment, @At, @Instance, @Call, @Fault, @Status, @RequestId, @ErrorCode, @Detail)
            """;
}

internal sealed record FailedCallsBetween(string Environment, long From, long To, int Most) : Statement
{
    internal override string Sqlite =>
        """
            SELECT at, instance, call, fault, status, request_id AS RequestId, error_code AS ErrorCode, detail
            FROM failed_call WHERE environment = @Environment AND at >= @From AND at <= @To ORDER BY at LIMIT @Most
            """;
}

internal sealed record PruneFailedCalls(long Before, int Most) : Statement
{
    internal override string Sqlite =>
        "DELETE FROM failed_call WHERE rowid IN (SELECT rowid FROM failed_call WHERE at < @Before LIMIT @Most)";
}
