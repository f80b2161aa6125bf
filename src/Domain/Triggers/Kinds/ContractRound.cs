using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>The newest answer to each contract call on each instance of a component, as far as it is fresh: one round.</summary>
/// <param name="within">How old an answer may be.</param>
public sealed class ContractRound(TimeSpan within)
{
    private readonly Dictionary<(string Instance, string Path), (long At, bool Failed)> _newest = [];
    private long _nextExit = long.MaxValue;

    /// <summary>Answers in the round.</summary>
    public int Calls { get; private set; }

    /// <summary>Those that failed: no answer, or a 5xx.</summary>
    public int Failed { get; private set; }

    /// <summary>Takes one call; what came while we were blind is not taken.</summary>
    public void Add(ContractCalled call, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(call);
        Advance(now);
        var key = (call.Instance, call.Path);
        var at = Math.Min(call.At.UtcTicks, now.UtcTicks);
        if (_newest.TryGetValue(key, out var known) && known.At >= at)
        {
            return;
        }

        var failed = call.Fault != Fault.None && call.StatusCode is 0 or >= 500;
        Count(known.At, known.Failed, -1, now);
        Count(at, failed, 1, now);
        _newest[key] = (at, failed);
    }

    /// <summary>Leaves out what is not fresh any more.</summary>
    public void Advance(DateTimeOffset now)
    {
        if (now.UtcTicks < _nextExit)
        {
            return;
        }

        (Calls, Failed, _nextExit) = (0, 0, long.MaxValue);
        foreach (var (at, failed) in _newest.Values)
        {
            Count(at, failed, 1, now);
        }
    }

    /// <summary>Forgets every answer, as at the end of a deployment.</summary>
    public void Clear()
    {
        _newest.Clear();
        (Calls, Failed, _nextExit) = (0, 0, long.MaxValue);
    }

    private void Count(long at, bool failed, int sign, DateTimeOffset now)
    {
        var exit = at + within.Ticks;
        if (exit > now.UtcTicks)
        {
            Calls += sign;
            Failed += failed ? sign : 0;
            _nextExit = Math.Min(_nextExit, exit);
        }
    }
}
