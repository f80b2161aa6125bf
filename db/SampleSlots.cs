using System.Text.Json;
using Mcpx.Db.Engines;

namespace Mcpx.Db;

/// <summary>What a series read within one slot of time.</summary>
/// <param name="Series">Whose readings.</param>
/// <param name="Slot">Number of the slot since 1970: its beginning in Unix milliseconds divided by its length.</param>
/// <param name="Low">Lowest reading.</param>
/// <param name="High">Highest reading.</param>
public sealed record SlotReading(string Series, long Slot, long Low, long High);

/// <summary>Lowest and highest readings by slot, for many series in one query; slots without a reading are left out.</summary>
public sealed class SampleSlots
{
    private readonly Engine _engine;

    internal SampleSlots(Engine engine) => _engine = engine;

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
        return
        [
            .. _engine
                .All<Row>(
                    new SlotsOf(
                        environment,
                        JsonSerializer.Serialize(series),
                        from.ToUnixTimeMilliseconds() / length * length,
                        length,
                        Beyond: long.MaxValue
                    )
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
