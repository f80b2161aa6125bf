using System.Globalization;
using Microsoft.Data.SqlClient;

namespace Mcpx.Watchdog.PortalDatabase;

/// <summary>One row of an answer, as text by column. Bounded, whatever is answered.</summary>
internal sealed class PortalRow
{
    private const int MostRows = 100;
    private const int MostColumns = 32;
    private const int LongestText = 65_536;
    private readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);

    private PortalRow() { }

    /// <summary>The value of a column; null is NULL.</summary>
    /// <exception cref="PortalFaultException">There is no such column.</exception>
    public string? this[string column] =>
        _values.TryGetValue(column, out var value) ? value : throw Unreadable($"there is no column {column}");

    /// <summary>The value of a column that must be there.</summary>
    /// <exception cref="PortalFaultException">There is no such column, or it is NULL.</exception>
    public string Needed(string column) => this[column] ?? throw Unreadable($"{column} is NULL");

    /// <summary>The first rows of an answer.</summary>
    /// <exception cref="PortalFaultException">A text is longer than fits, or there are too many columns.</exception>
    public static IReadOnlyList<PortalRow> Read(SqlDataReader reader)
    {
        if (reader.FieldCount > MostColumns)
        {
            throw Unreadable(FormattableString.Invariant($"there are {reader.FieldCount} columns"));
        }

        var rows = new List<PortalRow>();
        while (rows.Count < MostRows && reader.Read())
        {
            var row = new PortalRow();
            for (var column = 0; column < reader.FieldCount; column++)
            {
                row._values[reader.GetName(column)] = reader.IsDBNull(column) ? null : Text(reader, column);
            }

            rows.Add(row);
        }

        return rows;
    }

    public static PortalFaultException Unreadable(string why) => new(new(PortalFaultKind.Unreadable, Number: 0, why));

    private static string Text(SqlDataReader reader, int column)
    {
        if (reader.GetFieldType(column) != typeof(string))
        {
            return reader.GetValue(column) switch
            {
                bool on => on ? "1" : "0",
                DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
                var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
            };
        }

        var letters = new char[1_024];
        var text = new System.Text.StringBuilder();
        long read;
        while ((read = reader.GetChars(column, text.Length, letters, 0, letters.Length)) > 0)
        {
            text.Append(letters, 0, (int)read);
            if (text.Length > LongestText)
            {
                throw Unreadable($"{reader.GetName(column)} is longer than {LongestText} characters");
            }
        }

        return text.ToString();
    }
}
