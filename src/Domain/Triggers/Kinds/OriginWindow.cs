using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>What one intended origin was told in the window, and what the portal itself counted of its refusals.</summary>
/// <param name="origin">The origin.</param>
/// <param name="length">The window.</param>
/// <param name="answers">Preflights that fit into it, with room to spare.</param>
/// <param name="counts">Readings of the counter that do.</param>
internal sealed class OriginWindow(string origin, TimeSpan length, int answers, int counts)
{
    private readonly SlidingWindow _answers = new(length, answers);
    private readonly SlidingWindow _counted = new(length, counts);
    private readonly Dictionary<int, CounterGrowth> _growth = [];

    /// <summary>The origin.</summary>
    public string Origin => origin;

    /// <summary>Answered preflights in the window.</summary>
    public int Answers => _answers.Samples;

    /// <summary>Refusals that the portal counted in the window.</summary>
    public long Counted => _counted.Bad;

    /// <summary>When something leaves the window, UTC ticks.</summary>
    public long NextExit => Math.Min(_answers.NextExit, _counted.NextExit);

    public void Add(Preflighted preflight, DateTimeOffset now, int source) =>
        _answers.Add(preflight.At, total: 1, preflight.Answer == PreflightAnswer.Forbidden ? 1 : 0, now, source);

    /// <summary>Takes a reading of the counter; only its growth counts.</summary>
    public void Add(RefusalsCounted counted, DateTimeOffset now, int source, bool counts)
    {
        if (!_growth.TryGetValue(source, out var growth))
        {
            _growth[source] = growth = new();
        }

        var at = counted.At < now ? counted.At : now;
        if (growth.Take(at, counted.Refused, 0) is { Calls: > 0 } grown && counts)
        {
            _counted.Add(at, grown.Calls, grown.Calls, now, source);
        }
    }

    public void Advance(DateTimeOffset now)
    {
        _answers.Advance(now);
        _counted.Advance(now);
    }

    /// <summary>Forgets the window. The counter's last reading is remembered: the next one gives its growth.</summary>
    public void Clear()
    {
        _answers.Clear();
        _counted.Clear();
    }

    /// <summary>
    /// Whether the origin is known to be refused. Answered preflights decide; without enough of them as many refusals that the
    /// portal counted do.
    /// </summary>
    public bool IsRefused(int minimum) =>
        _answers.Samples >= minimum ? _answers.Bad == _answers.Samples : _counted.Bad >= minimum;
}
