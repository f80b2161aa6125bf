namespace Mcpx.Dashboard.Store;

/// <summary>
/// Readings by slot, shared by all circuits. What was read stays: a later look reads the newest slots only, whatever the span.
/// What nobody asked for in five minutes is forgotten, so that the memory follows what is looked at.
/// </summary>
internal sealed class ReadingSlots(Db.Store store, TimeProvider time)
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<Key, Kept> _kept = [];

    /// <summary>How many rows the newest look took from the disk.</summary>
    public int RowsRead { get; private set; }

    /// <summary>Series that are kept.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _kept.Count;
            }
        }
    }

    /// <summary>The series' readings up to now, in the order they were asked for.</summary>
    /// <param name="environment">Of which environment.</param>
    /// <param name="series">Which series.</param>
    /// <param name="span">How far back.</param>
    /// <param name="slots">In how many slots; their edges lie still while time moves on.</param>
    public IReadOnlyList<SlotLine> Read(
        string environment,
        IReadOnlyCollection<string> series,
        TimeSpan span,
        int slots
    )
    {
        var now = time.GetUtcNow();
        var length = span / slots;
        var newest = now.ToUnixTimeMilliseconds() / (long)length.TotalMilliseconds;
        var oldest = newest - slots + 1;
        lock (_gate)
        {
            RowsRead = 0;
            var all = series.Select(name => Of(new(environment, name, length, slots), oldest)).ToList();
            // Series of one look were read to the same slot, but for the new ones.
            foreach (var together in all.GroupBy(kept => Math.Max(kept.ReadTo, oldest)))
            {
                Fill(environment, [.. together], together.Key, length, newest);
            }

            foreach (var kept in all)
            {
                kept.UsedAt = now;
            }

            foreach (var (key, _) in _kept.Where(pair => now - pair.Value.UsedAt > Forgotten).ToList())
            {
                _kept.Remove(key);
            }

            return [.. all.Select(kept => kept.Line(oldest))];
        }
    }

    private Kept Of(Key key, long oldest)
    {
        if (!_kept.TryGetValue(key, out var kept))
        {
            _kept[key] = kept = new(key.Series, key.Slots, oldest);
        }

        return kept;
    }

    private void Fill(string environment, List<Kept> all, long from, TimeSpan length, long newest)
    {
        var byName = all.ToDictionary(kept => kept.Series, StringComparer.Ordinal);
        foreach (var kept in all)
        {
            kept.Clear(from, newest);
        }

        var begin = DateTimeOffset.FromUnixTimeMilliseconds(from * (long)length.TotalMilliseconds);
        var rows = store.Slots.Read(environment, byName.Keys, begin, length);
        RowsRead += rows.Count;
        // Beyond the newest slot lies what a clock of another machine dated ahead: it waits for its time.
        foreach (var row in rows.Where(row => row.Slot <= newest))
        {
            byName[row.Series].Set(row.Slot, row.Low, row.High);
        }

        foreach (var kept in all)
        {
            // A reading is written a moment after it was taken: the slot before the newest is read once more.
            kept.ReadTo = newest - 1;
        }
    }

    private readonly record struct Key(string Environment, string Series, TimeSpan Length, int Slots);

    /// <summary>A ring of slots: slot n lies at n modulo the number of slots.</summary>
    private sealed class Kept(string series, int slots, long readTo)
    {
        private readonly long?[] _low = new long?[slots];
        private readonly long?[] _high = new long?[slots];

        public string Series => series;

        public long ReadTo { get; set; } = readTo;

        public DateTimeOffset UsedAt { get; set; }

        public void Clear(long from, long to)
        {
            for (var slot = Math.Max(from, to - slots + 1); slot <= to; slot++)
            {
                _low[slot % slots] = _high[slot % slots] = null;
            }
        }

        public void Set(long slot, long low, long high) => (_low[slot % slots], _high[slot % slots]) = (low, high);

        public SlotLine Line(long oldest) =>
            new(
                oldest,
                [.. Enumerable.Range(0, slots).Select(index => _low[(oldest + index) % slots])],
                [.. Enumerable.Range(0, slots).Select(index => _high[(oldest + index) % slots])]
            );
    }
}
