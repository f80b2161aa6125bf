namespace Mcpx.Domain.Signals;

/// <summary>
/// One call of the watchdog's that failed, with what finds it again in the portal's own logs (runbook section 10: log
/// excerpts with request id and envelope code). It judges nothing; it is kept for the report.
/// </summary>
/// <param name="At">When it was sent.</param>
/// <param name="Instance">To which instance.</param>
/// <param name="Call">What was asked, for example <c>GET /api/flags</c>.</param>
/// <param name="Fault">How it failed.</param>
/// <param name="StatusCode">HTTP status; 0 without a complete answer.</param>
/// <param name="RequestId">The portal's own id of the call; null when the answer had none.</param>
/// <param name="ErrorCode">The code in the portal's error envelope; null when the answer had none.</param>
/// <param name="Detail">What else is known, for example the broken promise of a contract; null without.</param>
public sealed record FailedCall(
    DateTimeOffset At,
    string Instance,
    string Call,
    Fault Fault,
    int StatusCode,
    string? RequestId,
    string? ErrorCode,
    string? Detail = null
);
