using System.Globalization;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Rollback;

namespace Mcpx.Watchdog.PortalDatabase;

/// <summary>A key or flag as the database has it.</summary>
/// <param name="Value">Its value; null where there is none.</param>
/// <param name="Type">Its type and tags; null for a flag, and where there is none.</param>
internal sealed record PortalValue(string? Value, (string ValueType, string? Tags)? Type);

/// <summary>An AuditEvent.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Actor">Who.</param>
/// <param name="At">When.</param>
/// <param name="Before">The value before; null where there was none.</param>
/// <param name="After">The value after.</param>
internal sealed record PortalAuditEvent(string Id, string Actor, DateTimeOffset At, string? Before, string? After);

/// <summary>
/// Reads one key or flag, and what was done under a request id, by the procedures that are configured for it. A value that looks
/// like a secret and is none of the step's own leaves here as a digest.
/// </summary>
internal sealed class PortalReads(
    PortalCaller caller,
    PortalDatabaseOptions database,
    string environment,
    PlanRevert revert,
    SecretSeal seal
)
{
    private readonly bool _flag = revert.Kind == ChangeKind.Flag;

    /// <summary>Whether a procedure reads AuditEvents.</summary>
    public bool HasAudit => database.ReadAudit is not null;

    /// <summary>What it is now; null where no procedure reads it.</summary>
    /// <exception cref="PortalFaultException">It cannot be read.</exception>
    public async Task<PortalValue?> CurrentAsync(CancellationToken cancellation)
    {
        if ((_flag ? database.ReadFlag : database.ReadConfig) is not { } procedure)
        {
            return null;
        }

        var call = _flag
            ? PortalProcedures.ReadFlag(procedure, revert.Key, environment, revert.TargetRole)
            : PortalProcedures.ReadConfig(procedure, revert.Key, environment);
        return await caller.ReadAsync(call, cancellation) switch
        {
            [] => new(Value: null, Type: null),
            [var row] => _flag
                ? new(Shown(row.Needed(PortalColumns.IsEnabled)), Type: null)
                : new(
                    Shown(row.Needed(PortalColumns.Value)),
                    (row.Needed(PortalColumns.ValueType), row[PortalColumns.Tags])
                ),
            var rows => throw PortalRow.Unreadable(
                FormattableString.Invariant($"{procedure} answers {rows.Count} rows for {revert.Key}")
            ),
        };
    }

    /// <summary>What was done to the key under a request id; null where nothing was, or no procedure tells.</summary>
    /// <exception cref="PortalFaultException">It cannot be read.</exception>
    public async Task<PortalAuditEvent?> AuditAsync(string requestId, CancellationToken cancellation)
    {
        if (database.ReadAudit is not { } procedure)
        {
            return null;
        }

        var what = _flag ? SettingKey.OfFlag(revert.Key) : $"config:{revert.Key}";
        var rows = await caller.ReadAsync(PortalProcedures.ReadAudit(procedure, requestId), cancellation);
        return
            rows.LastOrDefault(row =>
                string.Equals(row.Needed(PortalColumns.What), what, StringComparison.OrdinalIgnoreCase)
            )
                is { } own
            ? new(
                own.Needed(PortalColumns.AuditEventId),
                own.Needed(PortalColumns.Actor),
                At(own),
                Shown(own[PortalColumns.BeforeValue]),
                Shown(own[PortalColumns.AfterValue])
            )
            : null;
    }

    private string? Shown(string? value) => SealedValues.Seal(value, revert, seal);

    private static DateTimeOffset At(PortalRow row) =>
        DateTimeOffset.TryParse(
            row.Needed(PortalColumns.OccurredAt),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : throw PortalRow.Unreadable($"{PortalColumns.OccurredAt} is no time");
}
