using System.Collections.Concurrent;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;

namespace Mcpx.Watchdog.Sse;

/// <summary>
/// Signs of life of every event stream. Writing one costs two stores, however fast a server sends; judging takes them at
/// its next tick.
/// </summary>
internal sealed class Pulses
{
    private readonly ConcurrentDictionary<InstanceId, Pulse> _pulses = new();

    public Pulse Of(InstanceId instance) => _pulses.GetOrAdd(instance, _ => new());

    /// <summary>Hands what arrived since the last tick to judging.</summary>
    public void Drain(Inputs inputs)
    {
        foreach (var (instance, pulse) in _pulses)
        {
            pulse.Drain(inputs, instance);
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

    public void Drain(Inputs inputs, InstanceId instance)
    {
        lock (_gate)
        {
            if (_looked is { } looked)
            {
                inputs.Put(instance.Environment, new StreamLooked(looked, instance.Name));
            }

            if (_first is { } first)
            {
                inputs.Put(instance.Environment, new StreamBeat(first, instance.Name));
                if (_last > first)
                {
                    inputs.Put(instance.Environment, new StreamBeat(_last, instance.Name));
                }
            }

            (_looked, _first) = (null, null);
        }
    }
}
