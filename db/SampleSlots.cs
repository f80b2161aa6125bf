using System.Text.Json;
using Dapper;

namespace Mcpx.Db;

/// <summary>What a series read within one slot of time.</summary>
/// <param name="Series">Whose readings.</param>
/// <param name="Slot">Number of the slot since 1970: its beginning in Unix milliseconds divided by its length.</param>
/// <param name="Low">Lowest reading.</param>
/// <param name="High">Highest reading.</param>
public sealed record SlotReading(string Series, long Slot, long Low, long High);

/// <summary>Lowest and highest readings by slot, for many series in one query; slots without a reading are left out.</summary>
/// <param name="path">The samples' file.</param>
public sealed class SampleSlots(string path)
{
    private readonly SqliteFile _file = new(path);

    /// <summary>Reads them, whatever grain they have aged into. "No answer" is beyond every chart and left out.</summary>
    /// <param name="environment">Of which environment.</param>
    /// <param name="series">Which series; each costs one seek.</param>
    /// <param name="from">From when on; cut down to the beginning of its slot.</param>
    /// <param name="slot">Length of a slot; at least a millisecond.</param>
    public IReadOnlyList<SlotReading> Read(
        string environment,
        IReadOnlyCollection<string> series,
        DateTimeOffset from,
        TimeSpan slot
    )
    {
        var length = Math.Max(1, (long)slot.TotalMilliseconds);
        using var connection = _file.Open();
        // CROSS JOIN keeps the order of the loops: a seek for each series, never a scan of two days of readings.
        return
        [
            .. connection
                .Query<Row>(
                    """
                    SELECT series, slot, MIN(low) AS low, MAX(high) AS high FROM (
                        SELECT p.series, p.at / @length AS slot, MIN(p.value) AS low, MAX(p.value) AS high
                        FROM json_each(@names) AS n CROSS JOIN point AS p
                        WHERE p.environment = @environment AND p.series = n.value AND p.at >= @from
                            AND p.value IS NOT NULL AND p.value < @beyond
                        GROUP BY p.series, slot
                        UNION ALL
                        SELECT p.series, p.at / @length, p.low, p.high
                        FROM json_each(@names) AS n CROSS JOIN point_minute AS p
                        WHERE p.environment = @environment AND p.series = n.value AND p.at >= @from
                            AND p.high IS NOT NULL AND p.high < @beyond
                        UNION ALL
                        SELECT p.series, p.at / @length, p.low, p.high
                        FROM json_each(@names) AS n CROSS JOIN point_hour AS p
                        WHERE p.environment = @environment AND p.series = n.value AND p.at >= @from
                            AND p.high IS NOT NULL AND p.high < @beyond
                    )
                    GROUP BY series, slot ORDER BY series, slot
                    """,
                    new
                    {
                        environment,
                        names = JsonSerializer.Serialize(series),
                        from = from.ToUnixTimeMilliseconds() / length * length,
                        length,
                        beyond = long.MaxValue,
                    }
                )
                .Select(row => new SlotReading(row.Series, row.Slot, row.Low, row.High)),
        ];
    }

    /// <summary>Properties, not a constructor: without a row SQLite cannot say what type a computed column has.</summary>
    private sealed class Row
    {
        public string Series { get; init; } = "";
        public long Slot { get; init; }
        public long Low { get; init; }
        public long High { get; init; }
    }
}
