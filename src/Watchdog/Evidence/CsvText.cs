using System.Globalization;

namespace Mcpx.Watchdog.Evidence;

/// <summary>Tables as CSV, row by row: text in quotes, times in UTC, numbers the same everywhere.</summary>
internal static class CsvText
{
    public static void Row(TextWriter output, params IReadOnlyList<object?> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (i > 0)
            {
                output.Write(',');
            }

            output.Write(Field(fields[i]));
        }

        output.Write('\n');
    }

    private static string Field(object? value) =>
        value switch
        {
            null => "",
            DateTimeOffset at => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            Enum word => Quoted(word.ToString()),
            IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
            _ => Quoted(value.ToString()!),
        };

    /// <summary>What a spreadsheet would take for a formula is told to be text.</summary>
    private static string Quoted(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{text}" : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
