using System.Data;
using Mcpx.Domain.Rollback;
using Microsoft.Data.SqlClient;

namespace Mcpx.Watchdog.PortalDatabase;

/// <summary>Makes SQL commands of calls: stored procedures only, each parameter with the type and size that db/portal declares.</summary>
internal static class PortalCommands
{
    /// <summary>
    /// What a principal may do besides connecting and executing, in the database and on each table that it can see; a table is seen
    /// only by who has some right on it. The one statement that is no procedure; it reads and takes no value.
    /// </summary>
    public const string Rights = """
        SELECT TOP (50) permission_name, N'the database' AS place
        FROM sys.fn_my_permissions(NULL, N'DATABASE')
        WHERE permission_name NOT IN (N'CONNECT', N'EXECUTE', N'VIEW ANY COLUMN ENCRYPTION KEY DEFINITION',
            N'VIEW ANY COLUMN MASTER KEY DEFINITION')
        UNION ALL
        SELECT TOP (50) wanted.name, SCHEMA_NAME(seen.schema_id) + N'.' + seen.name
        FROM sys.objects AS seen
        CROSS JOIN (VALUES (N'SELECT'), (N'INSERT'), (N'UPDATE'), (N'DELETE'), (N'ALTER')) AS wanted (name)
        WHERE seen.type IN (N'U', N'V') AND seen.is_ms_shipped = 0
            AND HAS_PERMS_BY_NAME(
                QUOTENAME(SCHEMA_NAME(seen.schema_id)) + N'.' + QUOTENAME(seen.name), N'OBJECT', wanted.name) = 1;
        """;

    /// <summary>The command of a call. It is the caller's to dispose of.</summary>
    public static SqlCommand Of(PortalCall call, TimeSpan timeout)
    {
        var command = new SqlCommand(call.Procedure)
        {
            CommandType = CommandType.StoredProcedure,
            CommandTimeout = (int)timeout.TotalSeconds,
        };
        foreach (var parameter in call.Parameters)
        {
            command.Parameters.Add(Of(parameter));
        }

        return command;
    }

    private static SqlParameter Of(PortalParameter parameter) =>
        parameter.Type == PortalType.Bit
            ? new(parameter.Name, SqlDbType.Bit) { Value = parameter.Value == "1" }
            : new(parameter.Name, SqlDbType.NVarChar, parameter.Size)
            {
                Value = parameter.Value ?? (object)DBNull.Value,
            };
}
