namespace Mcpx.Sandbox.Portal.Data;

/// <summary>The statements and first rows of a portal database.</summary>
internal static class PortalSchema
{
    public const string Tables = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS Config (Key TEXT PRIMARY KEY, Value TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS Flag (FlagKey TEXT PRIMARY KEY, IsEnabled INTEGER NOT NULL, TargetRole TEXT);
        CREATE TABLE IF NOT EXISTS Fault (Name TEXT PRIMARY KEY);
        CREATE TABLE IF NOT EXISTS Migration (Name TEXT PRIMARY KEY);
        CREATE TABLE IF NOT EXISTS Job (Id INTEGER PRIMARY KEY, Name TEXT NOT NULL, State TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS Audit (
            Id INTEGER PRIMARY KEY AUTOINCREMENT, Who TEXT NOT NULL, What TEXT NOT NULL, At TEXT NOT NULL,
            Before TEXT, After TEXT NOT NULL, RequestId TEXT NOT NULL);
        """;

    public const string AddConfig = "INSERT OR IGNORE INTO Config (Key, Value) VALUES ($key, $value)";
    public const string AddFlag = "INSERT OR IGNORE INTO Flag (FlagKey, IsEnabled) VALUES ($key, $enabled)";
    public const string AddJob = "INSERT OR IGNORE INTO Job (Id, Name, State) VALUES ($id, $name, $state)";

    public const string AddFault = "INSERT OR IGNORE INTO Fault (Name) VALUES ($name)";
    public const string FindFault = "SELECT Name FROM Fault WHERE Name = $name";
    public const string RemoveFaults = "DELETE FROM Fault WHERE $name IS NULL OR Name = $name";

    public const string SetConfig =
        "INSERT INTO Config (Key, Value) VALUES ($key, $value) ON CONFLICT (Key) DO UPDATE SET Value = excluded.Value";

    public const string SetFlag = """
        INSERT INTO Flag (FlagKey, IsEnabled, TargetRole) VALUES ($key, $enabled, $role)
        ON CONFLICT (FlagKey) DO UPDATE SET IsEnabled = excluded.IsEnabled, TargetRole = excluded.TargetRole
        """;

    public const string DescribeFlag = """
        SELECT iif(IsEnabled, 'on', 'off') || iif(TargetRole IS NULL, '', ' for ' || TargetRole)
        FROM Flag WHERE FlagKey = $key
        """;

    public const string AddAudit = """
        INSERT INTO Audit (Who, What, At, Before, After, RequestId)
        VALUES ($who, $what, $at, $before, $after, $requestId)
        RETURNING Id, Who, What, At, Before, After, RequestId
        """;

    public const string FindAudit = """
        SELECT Id, Who, What, At, Before, After, RequestId
        FROM Audit WHERE RequestId = $requestId AND What = $what
        """;

    /// <summary>Has reads go to the replicas; see <see cref="Api.ReplicaReads"/>.</summary>
    public const string ReadReplicasFlag = "EnableReadReplicas";

    public const string FindFlag = "SELECT FlagKey FROM Flag WHERE FlagKey = $key AND IsEnabled";

    public const string AddMigration =
        "INSERT INTO Migration (Name) VALUES ($name) ON CONFLICT (Name) DO NOTHING RETURNING Name";

    public static readonly FeatureFlag[] Flags =
    [
        new("EnableJobExport", IsEnabled: true, TargetRole: null),
        new("EnableLegacyHttpSse", IsEnabled: false, TargetRole: null),
        new("EnableParityBanner", IsEnabled: true, TargetRole: null),
        new(ReadReplicasFlag, IsEnabled: false, TargetRole: null),
    ];

    public static readonly Job[] Jobs =
    [
        .. Enumerable
            .Range(1, 24)
            .Select(i => new Job(
                i,
                JobNames[i % JobNames.Length],
                i > 20 ? "waiting"
                    : i > 16 ? "running"
                    : "finished"
            )),
    ];

    private static ReadOnlySpan<string> JobNames =>
        new[] { "Import price list", "Export audit", "Rebuild search index", "Sync tenants", "Send digest" };
}
