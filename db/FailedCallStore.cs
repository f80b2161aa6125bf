using Dapper;
using Mcpx.Domain.Redaction;
using Mcpx.Domain.Signals;

namespace Mcpx.Db;

/// <summary>The watchdog's own calls that failed, in the file of the samples, and as long as they.</summary>
/// <param name="path">The file.</param>
/// <param name="redaction">What is taken out of the portal's words; null for what looks like a secret.</param>
public sealed class FailedCallStore(string path, IRedaction? redaction = null)
{
    private readonly IRedaction _redaction = redaction ?? ShapeRedaction.Instance;
    private readonly SqliteFile _file = new(path);

    /// <summary>Adds calls of one environment, in one transaction.</summary>
    public void Add(string environment, IEnumerable<FailedCall> calls)
    {
        using var connection = _file.Open();
        using var transaction = connection.BeginTransaction();
        connection.Execute(
            """
            INSERT INTO failed_call (environment, at, instance, call, fault, status, request_id, error_code, detail)
            VALUES (@environment, @At, @Instance, @Call, @Fault, @StatusCode, @RequestId, @ErrorCode, @Detail)
            """,
            calls.Select(call => new
            {
                environment,
                At = call.At.ToUnixTimeMilliseconds(),
                call.Instance,
                Call = Clean(call.Call),
                Fault = call.Fault.ToString(),
                call.StatusCode,
                RequestId = Clean(call.RequestId),
                ErrorCode = Clean(call.ErrorCode),
                Detail = Clean(call.Detail),
            }),
            transaction
        );
        transaction.Commit();
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
    )
    {
        using var connection = _file.Open();
        return
        [
            .. connection
                .Query<Row>(
                    """
                    SELECT at, instance, call, fault, status, request_id AS RequestId, error_code AS ErrorCode, detail
                    FROM failed_call WHERE environment = @environment AND at >= @from AND at <= @to ORDER BY at LIMIT @most
                    """,
                    new
                    {
                        environment,
                        from = from.ToUnixTimeMilliseconds(),
                        to = to.ToUnixTimeMilliseconds(),
                        most,
                    }
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
    }

    /// <summary>Forgets calls older than a time, some thousand at once.</summary>
    /// <returns>How many; 0 when none is left.</returns>
    public int Prune(DateTimeOffset before)
    {
        using var connection = _file.Open();
        return connection.Execute(
            "DELETE FROM failed_call WHERE rowid IN (SELECT rowid FROM failed_call WHERE at < @before LIMIT 4000)",
            new { before = before.ToUnixTimeMilliseconds() }
        );
    }

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
