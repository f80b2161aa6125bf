using System.Data;
using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db.Engines;

/// <summary>A time as a parameter and a column: SQLite's is a text that sorts like the time, SQL Server's a <c>datetimeoffset(3)</c>.</summary>
/// <param name="At">When; null for none.</param>
internal sealed record UtcTime(DateTimeOffset? At) : SqlMapper.ICustomQueryParameter
{
    /// <summary>As it stands in SQLite's column.</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>From either column; null where whoever edited it left no time behind.</summary>
    public static DateTimeOffset? Read(object? column) =>
        column switch
        {
            DateTimeOffset at => at,
            string text
                when DateTimeOffset.TryParse(
                    text,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.RoundtripKind,
                    out var at
                ) => at,
            _ => null,
        };

    public void AddParameter(IDbCommand command, string name)
    {
        var parameter = (DbParameter)command.CreateParameter();
        parameter.ParameterName = name;
        if (command is SqliteCommand)
        {
            parameter.Value = At is { } at ? Text(at) : DBNull.Value;
        }
        else
        {
            parameter.DbType = DbType.DateTimeOffset;
            parameter.Value = (object?)At?.ToUniversalTime() ?? DBNull.Value;
        }

        command.Parameters.Add(parameter);
    }
}
