using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Benchmarks.Detection.Exact;

/// <summary>Judges an environment and notes every breach. A series that recovers is broken still: its return is no new one.</summary>
/// <param name="environment">The environment's name.</param>
internal sealed class BreachLog(string environment)
{
    private readonly List<Breach> _breaches = [];
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private EnvironmentJudge? _judge;
    private long _changes = -1;

    /// <summary>All so far, in the order in which they happened.</summary>
    public IReadOnlyList<Breach> Breaches => _breaches;

    /// <summary>Takes whatever a recording holds; ticks are the caller's business.</summary>
    /// <param name="input">The input.</param>
    /// <param name="now">The time of the tick that takes it.</param>
    /// <exception cref="FormatException">Nothing can be said from here on.</exception>
    public void Take(JudgingInput input, DateTimeOffset now)
    {
        switch (input)
        {
            case Configured configured:
                (_judge, _changes) = (new(environment, configured.Options), -1);
                _broken.Clear();
                break;
            case Restored restored:
                Judge.Restore(restored.Verdicts, restored.At);
                _broken.UnionWith(restored.Verdicts.Where(known => known.IsBroken).Select(known => known.Series));
                break;
            case Truncated truncated:
                throw new FormatException($"The recording of {environment} has a hole: {truncated.Reason}");
            case Tick or Known:
                break;
            default:
                Judge.Take(input, now);
                break;
        }
    }

    /// <summary>Judges what is due, as the watchdog does.</summary>
    public void JudgeDue(DateTimeOffset now)
    {
        Judge.Tick(now);
        Note(now);
    }

    /// <summary>Judges every series, due or not.</summary>
    public void JudgeAll(DateTimeOffset now)
    {
        Judge.TickAll(now);
        Note(now);
    }

    private EnvironmentJudge Judge =>
        _judge ?? throw new FormatException($"The recording of {environment} does not begin with its configuration.");

    private void Note(DateTimeOffset now)
    {
        if (Judge.Changes == _changes)
        {
            return;
        }

        _changes = Judge.Changes;
        foreach (var verdict in Judge.Verdicts())
        {
            if (!verdict.IsBroken)
            {
                _broken.Remove(verdict.Series);
            }
            else if (_broken.Add(verdict.Series))
            {
                _breaches.Add(new(verdict.Series, now, verdict.Onset));
            }
        }
    }
}
