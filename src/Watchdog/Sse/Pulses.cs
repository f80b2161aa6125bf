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
    private readonly ConcurrentQueue<Pulse> _beating = new();

    public Pulse Of(InstanceId instance) => _pulses.GetOrAdd(instance, id => new(id, _beating));

    /// <summary>Hands what arrived since the last tick to judging.</summary>
    public void Drain(Inputs inputs)
    {
        // Those that beat meanwhile: at most as many as there were when we began.
        for (var left = _beating.Count; left > 0 && _beating.TryDequeue(out var pulse); left--)
        {
            pulse.Drain(inputs);
        }
    }
}

/// <summary>One stream's signs of life between two ticks: the first and the last are enough to know every gap.</summary>
/// <param name="instance">Whose stream.</param>
/// <param name="beating">Takes the pulse when it has something to tell.</param>
internal sealed class Pulse(InstanceId instance, ConcurrentQueue<Pulse> beating)
{
    private readonly Lock _gate = new();
    private bool _waits;
    private DateTimeOffset? _looked;
    private (DateTimeOffset First, DateTimeOffset Last)? _bytes;
    private (DateTimeOffset First, DateTimeOffset Last)? _events;

    /// <summary>We began to look.</summary>
    public void Look(DateTimeOffset at)
    {
        lock (_gate)
        {
            _looked = at;
            Tell();
        }
    }

    /// <summary>Bytes arrived.</summary>
    /// <param name="at">When.</param>
    /// <param name="completed">What they completed; a real event is a sign of its own.</param>
    public void Beat(DateTimeOffset at, Completed completed = Completed.Nothing)
    {
        lock (_gate)
        {
            _bytes = (_bytes?.First ?? at, at);
            if (completed.HasFlag(Completed.Event))
            {
                _events = (_events?.First ?? at, at);
            }

            Tell();
        }
    }

    public void Drain(Inputs inputs)
    {
        lock (_gate)
        {
            _waits = false;
            if (_looked is { } looked)
            {
                inputs.Put(instance.Environment, new StreamLooked(looked, instance.Name));
            }

            foreach (var at in Ends(_bytes))
            {
                inputs.Put(instance.Environment, new StreamBeat(at, instance.Name));
            }

            foreach (var at in Ends(_events))
            {
                inputs.Put(instance.Environment, new StreamEvent(at, instance.Name));
            }

            (_looked, _bytes, _events) = (null, null, null);
        }
    }

    private void Tell()
    {
        if (!_waits)
        {
            _waits = true;
            beating.Enqueue(this);
        }
    }

    private static DateTimeOffset[] Ends((DateTimeOffset First, DateTimeOffset Last)? seen) =>
        seen is not var (first, last) ? []
        : last > first ? [first, last]
        : [first];
}
