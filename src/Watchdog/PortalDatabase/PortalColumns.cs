namespace Mcpx.Watchdog.PortalDatabase;

/// <summary>The columns that are read of what the portal's procedures return, as db/portal declares them.</summary>
internal static class PortalColumns
{
    public const string IsEnabled = "IsEnabled";
    public const string Value = "Value";
    public const string ValueType = "ValueType";
    public const string Tags = "Tags";
    public const string AuditEventId = "AuditEventId";
    public const string Actor = "Actor";
    public const string What = "What";
    public const string OccurredAt = "OccurredAt";
    public const string BeforeValue = "BeforeValue";
    public const string AfterValue = "AfterValue";

    /// <summary>Of a flag.</summary>
    public static IReadOnlyList<string> OfFlag { get; } = [IsEnabled];

    /// <summary>Of a key.</summary>
    public static IReadOnlyList<string> OfConfig { get; } = [Value, ValueType, Tags];

    /// <summary>Of an AuditEvent.</summary>
    public static IReadOnlyList<string> OfAudit { get; } =
    [AuditEventId, Actor, What, OccurredAt, BeforeValue, AfterValue];
}
