using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Mcpx.Sandbox.Portal.Data;

/// <summary>Config, flags, jobs and audit of one environment in one SQLite file, shared by its instances.</summary>
/// <param name="path">The file; <see cref="Create"/> makes it.</param>
public sealed partial class PortalDatabase(string path)
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder { DataSource = path }.ToString();

    /// <summary>The flags of a new database.</summary>
    public static IReadOnlyList<FeatureFlag> FirstFlags => PortalSchema.Flags;

    /// <summary>Makes the tables and their first rows; an existing file keeps what people changed in it.</summary>
    /// <param name="defaults">Config keys and values to add where the key is new.</param>
    public void Create(IReadOnlyDictionary<string, string> defaults)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        using var connection = Open();
        Execute(connection, PortalSchema.Tables);
        using var transaction = connection.BeginTransaction();
        foreach (var (key, value) in defaults)
            Execute(connection, PortalSchema.AddConfig, ("$key", key), ("$value", value));
        foreach (var flag in PortalSchema.Flags)
            Execute(connection, PortalSchema.AddFlag, ("$key", flag.FlagKey), ("$enabled", flag.IsEnabled));
        foreach (var job in PortalSchema.Jobs)
            Execute(connection, PortalSchema.AddJob, ("$id", job.Id), ("$name", job.Name), ("$state", job.State));
        transaction.Commit();
    }

    /// <summary>All config keys with their values, ordered by key.</summary>
    public IReadOnlyDictionary<string, string> ReadConfig() =>
        new SortedDictionary<string, string>(
            Query("SELECT Key, Value FROM Config", row => (Key: row.GetString(0), Value: row.GetString(1)))
                .ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal),
            StringComparer.Ordinal
        );

    /// <summary>All feature flags, ordered by name.</summary>
    public IReadOnlyList<FeatureFlag> ReadFlags() =>
        Query(
            "SELECT FlagKey, IsEnabled, TargetRole FROM Flag ORDER BY FlagKey",
            row => new FeatureFlag(row.GetString(0), row.GetBoolean(1), row.IsDBNull(2) ? null : row.GetString(2))
        );

    /// <summary>All jobs, ordered by number.</summary>
    public IReadOnlyList<Job> ReadJobs() =>
        Query(
            "SELECT Id, Name, State FROM Job ORDER BY Id",
            row => new Job(row.GetInt64(0), row.GetString(1), row.GetString(2))
        );

    /// <summary>The newest 100 audit events, newest first.</summary>
    public IReadOnlyList<AuditEvent> ReadAudit() =>
        Query("SELECT Id, Who, What, At, Before, After, RequestId FROM Audit ORDER BY Id DESC LIMIT 100", ReadEvent);

    /// <summary>
    /// Does what <c>dbo.sp_Config_SetValue</c> does: sets the value and writes the audit event with it; a request that
    /// comes again is only answered again.
    /// </summary>
    public AuditEvent SetConfig(ConfigSetValue call, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var connection = Open();
        RefuseWhereBroken(connection, PortalFault.Procedure);
        using var transaction = connection.BeginTransaction();
        var what = $"config:{call.ConfigKey}";
        if (FindAudit(connection, what, call.RequestId) is { } done)
            return done;
        var before = Scalar(connection, "SELECT Value FROM Config WHERE Key = $key", ("$key", call.ConfigKey));
        Execute(connection, PortalSchema.SetConfig, ("$key", call.ConfigKey), ("$value", call.Value));
        var written = Audit(connection, call.Actor, what, now, before, call.Value, call.RequestId);
        transaction.Commit();
        return written;
    }

    /// <summary>
    /// Does what <c>dbo.sp_Feature_Set</c> does: sets the flag and writes the audit event with it; a request that comes
    /// again is only answered again.
    /// </summary>
    public AuditEvent SetFlag(FeatureSet call, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(call);
        using var connection = Open();
        RefuseWhereBroken(connection, PortalFault.Procedure, PortalFault.FlagProcedure);
        using var transaction = connection.BeginTransaction();
        var what = $"flag:{call.FlagKey}";
        if (FindAudit(connection, what, call.RequestId) is { } done)
            return done;
        var before = Scalar(connection, PortalSchema.DescribeFlag, ("$key", call.FlagKey));
        Execute(
            connection,
            PortalSchema.SetFlag,
            ("$key", call.FlagKey),
            ("$enabled", call.IsEnabled),
            ("$role", call.TargetRole)
        );
        var after = Scalar(connection, PortalSchema.DescribeFlag, ("$key", call.FlagKey));
        var written = Audit(connection, call.Actor, what, now, before, after, call.RequestId);
        transaction.Commit();
        return written;
    }

    /// <summary>Whether a flag is on, for whomever.</summary>
    public bool IsOn(string flag)
    {
        using var connection = Open();
        return Scalar(connection, PortalSchema.FindFlag, ("$key", flag)) is not null;
    }

    private static AuditEvent Audit(
        SqliteConnection connection,
        string? who,
        string what,
        DateTimeOffset at,
        string? before,
        string? after,
        string? requestId
    )
    {
        if (IsFaulty(connection, PortalFault.Audit))
            return new(0, who!, what, at, before, after!, requestId!);
        using var command = Command(
            connection,
            PortalSchema.AddAudit,
            ("$who", who),
            ("$what", what),
            ("$at", at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
            ("$before", before),
            ("$after", after),
            ("$requestId", requestId)
        );
        using var reader = command.ExecuteReader();
        reader.Read();
        return ReadEvent(reader);
    }

    /// <summary>What a request has written already: an instance may have done it without living to answer.</summary>
    private static AuditEvent? FindAudit(SqliteConnection connection, string what, string? requestId)
    {
        using var command = Command(connection, PortalSchema.FindAudit, ("$what", what), ("$requestId", requestId));
        using var reader = command.ExecuteReader();
        return reader.Read() ? ReadEvent(reader) : null;
    }

    private static AuditEvent ReadEvent(SqliteDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            row.GetString(2),
            DateTimeOffset.Parse(row.GetString(3), CultureInfo.InvariantCulture),
            row.IsDBNull(4) ? null : row.GetString(4),
            row.GetString(5),
            row.GetString(6)
        );

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        // Without it a busy file makes the provider wait in steps of 150 ms.
        Execute(connection, "PRAGMA busy_timeout = 2000");
        return connection;
    }

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = Open();
        using var command = Command(connection, sql);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    private static string? Scalar(SqliteConnection connection, string sql, params (string, object?)[] parameters)
    {
        using var command = Command(connection, sql, parameters);
        return command.ExecuteScalar() as string;
    }

    private static void Execute(SqliteConnection connection, string sql, params (string, object?)[] parameters)
    {
        using var command = Command(connection, sql, parameters);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(
        SqliteConnection connection,
        string sql,
        params (string Name, object? Value)[] parameters
    )
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of PortalSchema or of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
