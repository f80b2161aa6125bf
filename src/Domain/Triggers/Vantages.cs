using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// Whether we see (semantics: blind). A failing sample is blind when every vantage failed at its own newest look, not older
/// than 30 s, as known at the sample's time. Without a vantage we see.
/// </summary>
public sealed class Vantages
{
    private const int Kept = 8;
    private static readonly long Fresh = TimeSpan.FromSeconds(30).Ticks;
    private readonly Dictionary<string, Looks> _vantages = new(StringComparer.Ordinal);

    /// <summary>Takes one look.</summary>
    public void Take(VantageLooked look, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(look);
        if (!_vantages.TryGetValue(look.Vantage, out var looks))
        {
            _vantages.Add(look.Vantage, looks = new());
        }

        looks.Add(Math.Min(look.At.UtcTicks, now.UtcTicks), look.Answered);
    }

    /// <summary>Whether every vantage had failed as of this time.</summary>
    public bool BlindAt(DateTimeOffset at)
    {
        foreach (var looks in _vantages.Values)
        {
            if (!looks.FailedAt(at.UtcTicks))
            {
                return false;
            }
        }

        return _vantages.Count > 0;
    }

    /// <summary>One vantage's newest looks: a probe that took its time is held against those before it was sent.</summary>
    private sealed class Looks
    {
        private readonly (long At, bool Answered)[] _looks = new (long, bool)[Kept];
        private int _count;

        public void Add(long at, bool answered) => _looks[_count++ % Kept] = (at, answered);

        public bool FailedAt(long at)
        {
            var newest = (At: long.MinValue, Answered: true);
            for (var i = 0; i < Math.Min(_count, Kept); i++)
            {
                if (_looks[i].At <= at && _looks[i].At >= newest.At)
                {
                    newest = _looks[i];
                }
            }

            return !newest.Answered && at - newest.At <= Fresh;
        }
    }
}
