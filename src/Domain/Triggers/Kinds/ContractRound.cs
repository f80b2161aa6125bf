using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>The newest answer to each contract call on each instance of a component, as far as it is fresh: one round.</summary>
/// <param name="within">How old an answer may be.</param>
public sealed class ContractRound(TimeSpan within)
{
    private readonly Dictionary<(string Instance, string Path), (long At, bool Failed)> _newest = [];
    private long _looked;

    /// <summary>Answers in the round.</summary>
    public int Calls { get; private set; }

    /// <summary>Those that failed: no answer, or a 5xx.</summary>
    public int Failed { get; private set; }

    /// <summary>Takes one call; what came while we were blind is not taken.</summary>
    public void Add(ContractCalled call, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(call);
        var key = (call.Instance, call.Path);
        var at = Math.Min(call.At.UtcTicks, now.UtcTicks);
        if (_newest.TryGetValue(key, out var known) && known.At >= at)
        {
            return;
        }

        var failed = call.Fault != Fault.None && call.StatusCode is 0 or >= 500;
        _newest[key] = (at, failed);
        _looked = 0;
    }

    /// <summary>Counts the round anew, when something came and else once a second.</summary>
    public void Advance(DateTimeOffset now)
    {
        if (now.UtcTicks - _looked < TimeSpan.TicksPerSecond)
        {
            return;
        }

        _looked = now.UtcTicks;
        (Calls, Failed) = (0, 0);
        foreach (var (at, failed) in _newest.Values)
        {
            if (at > now.UtcTicks - within.Ticks)
            {
                Calls++;
                Failed += failed ? 1 : 0;
            }
        }
    }

    /// <summary>Forgets every answer, as at the end of a deployment.</summary>
    public void Clear()
    {
        _newest.Clear();
        (Calls, Failed, _looked) = (0, 0, 0);
    }
}
