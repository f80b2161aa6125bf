using System.Collections.Concurrent;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Watchdog.Sse;

/// <summary>
/// Signs of life of every event stream. Writing one costs two stores, however fast a server sends; judging takes them at
/// its next tick.
/// </summary>
internal sealed class Pulses
{
    private readonly ConcurrentDictionary<InstanceId, Pulse> _pulses = new();

    public Pulse Of(InstanceId instance) => _pulses.GetOrAdd(instance, _ => new());

    /// <summary>Hands what arrived since the last tick to the judges.</summary>
    public void Drain(IReadOnlyDictionary<string, EnvironmentJudge> judges)
    {
        foreach (var (instance, pulse) in _pulses)
        {
            if (judges.TryGetValue(instance.Environment, out var judge))
            {
                pulse.Drain(judge, instance.Name);
            }
        }
    }
}

/// <summary>One stream's signs of life between two ticks: the first and the last are enough to know every gap.</summary>
internal sealed class Pulse
{
    private readonly Lock _gate = new();
    private DateTimeOffset? _looked;
    private DateTimeOffset? _first;
    private DateTimeOffset _last;

    /// <summary>We began to look.</summary>
    public void Look(DateTimeOffset at)
    {
        lock (_gate)
        {
            _looked = at;
        }
    }

    /// <summary>Bytes arrived.</summary>
    public void Beat(DateTimeOffset at)
    {
        lock (_gate)
        {
            _first ??= at;
            _last = at;
        }
    }

    public void Drain(EnvironmentJudge judge, string instance)
    {
        lock (_gate)
        {
            if (_looked is { } looked)
            {
                judge.Look(instance, looked);
            }

            if (_first is { } first)
            {
                judge.Beat(instance, first);
                judge.Beat(instance, _last);
            }

            (_looked, _first) = (null, null);
        }
    }
}
