using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>One trigger over one instance, endpoint or component: its window, its machine, its words.</summary>
/// <param name="trigger">One of <see cref="TriggerNames"/>.</param>
/// <param name="component">The component it speaks of.</param>
/// <param name="instance">The instance, or null for the component as a whole.</param>
/// <param name="part">What of the instance; null where there is only one.</param>
/// <param name="hold">How long a condition must hold and be gone.</param>
public abstract class Series(string trigger, Component component, string? instance, string? part, Hold hold)
{
    private readonly VerdictMachine _machine = new(hold);
    private Reading _reading = Triggers.Reading.Missing(Measured.NoData);

    /// <summary>The component it speaks of.</summary>
    public Component Component => component;

    /// <summary>What the value is held against.</summary>
    protected abstract long Limit { get; }

    /// <summary>Unit of value and limit.</summary>
    protected abstract Unit Unit { get; }

    /// <summary>Who is meant, in a sentence.</summary>
    protected string Subject => instance ?? $"{component}, all instances";

    /// <summary>What of it, in a sentence.</summary>
    protected string Part => part ?? "";

    /// <summary>Judges one tick without allocating.</summary>
    public VerdictState Step(DateTimeOffset now, bool deploying)
    {
        _reading = Read(now);
        return _machine.Step(_reading, now, deploying);
    }

    /// <summary>Starts with empty windows, as at the end of a deployment.</summary>
    public abstract void Clear(DateTimeOffset now);

    /// <summary>Takes over what was known before a restart; see <see cref="VerdictMachine.Restore"/>.</summary>
    public void Restore(Verdict known, DateTimeOffset asOf)
    {
        // A hold that was paused by missing data has an onset too, whatever its word was.
        if (known.Onset is { } onset)
        {
            _machine.Restore(onset, known.Held, asOf, known.IsBroken ? known.Since : null);
        }
    }

    /// <summary>The latest verdict in full.</summary>
    public Verdict Verdict() =>
        new(
            trigger,
            component,
            instance,
            part,
            _machine.State,
            _machine.Since,
            _machine.Onset,
            _machine.Held,
            hold.For,
            _reading.Measured == Measured.Yes ? _reading.Value : null,
            Limit,
            Unit,
            _reading.Total,
            _reading.Failed,
            _machine.BreachesAt,
            Sentence(_machine.State, _reading)
        );

    /// <summary>What is measured now.</summary>
    protected abstract Reading Read(DateTimeOffset now);

    /// <summary>One sentence for a person about a reading that exists.</summary>
    protected abstract string Describe(in Reading reading);

    private string Sentence(VerdictState state, in Reading reading) =>
        (state, reading.Measured) switch
        {
            (VerdictState.Deploying, _) => $"{Subject}: a deployment is under way",
            (_, Measured.Yes) => Describe(reading),
            (VerdictState.Breached, _) => $"{Subject}: breached, and {Part}{(part is null ? "" : " ")}not measured now",
            (_, Measured.NotEnoughSamples) => $"{Subject}: only {reading.Total} in the window, too few to judge",
            (_, Measured.ProbeError) => $"{Subject}: the watchdog is blind",
            _ => $"{Subject}: nothing measured in the window",
        };
}
