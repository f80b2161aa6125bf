using System.Data;
using System.Reflection;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.SqlClient.Server;

namespace Mcpx.Db.Engines.SqlServer;

/// <summary>
/// Rows as a table-valued parameter: the type on the server is named like the row, its columns like the row's members. They are
/// sent one by one, as the driver asks for them.
/// </summary>
/// <param name="rows">What is sent.</param>
internal sealed class TableParameter<TRow>(IReadOnlyCollection<TRow> rows) : SqlMapper.ICustomQueryParameter
    where TRow : notnull
{
    private static readonly IReadOnlyList<PropertyInfo> Members =
    [
        .. typeof(TRow)
            .GetConstructors()
            .Single()
            .GetParameters()
            .Select(member => typeof(TRow).GetProperty(member.Name!)!),
    ];

    public void AddParameter(IDbCommand command, string name) =>
        ((SqlCommand)command).Parameters.Add(
            new SqlParameter(name, SqlDbType.Structured)
            {
                TypeName = $"{Statement.Schema}.{typeof(TRow).Name}",
                // The driver takes no rows as no value at all.
                Value = rows.Count == 0 ? null : Records(),
            }
        );

    /// <summary>The columns that a row fills, in their order.</summary>
    internal static SqlMetaData[] Columns() => [.. Members.Select(Column)];

    private IEnumerable<SqlDataRecord> Records()
    {
        // One record serves all rows: each is sent before the next is asked for.
        var record = new SqlDataRecord(Columns());
        foreach (var row in rows)
        {
            for (var column = 0; column < Members.Count; column++)
            {
                record.SetValue(column, Members[column].GetValue(row) ?? DBNull.Value);
            }

            yield return record;
        }
    }

    private static SqlMetaData Column(PropertyInfo member)
    {
        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        return type == typeof(string) ? new(member.Name, SqlDbType.NVarChar, SqlMetaData.Max)
            : type == typeof(byte[]) ? new(member.Name, SqlDbType.VarBinary, SqlMetaData.Max)
            : type == typeof(long) ? new(member.Name, SqlDbType.BigInt)
            : type == typeof(int) ? new(member.Name, SqlDbType.Int)
            : throw new NotSupportedException($"{member.Name}: no column holds a {type.Name}.");
    }
}
