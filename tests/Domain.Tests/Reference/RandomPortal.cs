using System.Collections.Immutable;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Reference;

/// <summary>Plays a random series: two API instances with counters that only grow, until they restart.</summary>
internal sealed class RandomPortal(RandomSeries series)
{
    private static readonly ImmutableArray<long>[] Layouts =
    [
        [100_000, 600_000, 1_000_000],
        [100_000, 500_000, 1_000_000],
        [100_000, 500_000],
    ];

    private readonly PriorityQueue<JudgingInput, (DateTimeOffset Due, int Number)> _underWay = new();
    private readonly Dictionary<string, long[]> _counters = [];
    private DateTimeOffset _now = Some.Start;
    private int _number;
    private int _deployments;

    /// <summary>Every tick, with the inputs that arrived for it.</summary>
    public IEnumerable<(DateTimeOffset Now, List<JudgingInput> Inputs)> Play()
    {
        foreach (var phase in series.Phases)
        {
            foreach (var step in phase.Steps)
            {
                _now += Quarters(step.Passed);
                foreach (var doing in step.Doings)
                {
                    Do(doing, phase);
                }

                yield return (_now, Arrived());
            }
        }
    }

    private List<JudgingInput> Arrived()
    {
        var arrived = new List<JudgingInput>();
        while (_underWay.TryPeek(out _, out var next) && next.Due <= _now)
        {
            arrived.Add(_underWay.Dequeue());
        }

        return arrived;
    }

    private void Do(RandomSeries.Doing doing, RandomSeries.Phase phase)
    {
        var (at, name) = (_now + Quarters(doing.Early), $"api-{doing.Instance}");
        var fault = doing.Dice < phase.Down ? Fault.Refused : Fault.None;
        switch (doing.Kind)
        {
            case < 20:
                Send(doing, new HealthProbed(at, name, HealthEndpoint.Healthz, fault, 0, doing.Size));
                break;
            case < 40:
                Send(doing, new HealthProbed(at, name, HealthEndpoint.Ready, fault, 0, doing.Size));
                break;
            case < 65:
                Send(doing, Scrape(at, name, doing.Size * phase.Traffic, phase));
                break;
            case < 97:
                Send(doing, Call(at, name, doing, phase));
                break;
            case 97:
                _counters.Remove(name);
                break;
            default:
                Deploy(doing);
                break;
        }
    }

    private TrafficScraped Scrape(DateTimeOffset at, string name, int calls, RandomSeries.Phase phase)
    {
        if (!_counters.TryGetValue(name, out var counters))
        {
            _counters[name] = counters = new long[6];
        }

        // All calls, failed ones, and how many fell in each bucket. Slow calls fall in the bucket above 500 ms, or beyond.
        var (errors, slow) = (calls * phase.Errors / 100, calls * phase.Slow / 100);
        counters[0] += calls;
        counters[1] += errors;
        counters[2] += (calls - slow) / 2;
        counters[3] += calls - slow - (calls - slow) / 2;
        counters[4] += slow - slow / 3;
        counters[5] += slow / 3;

        var bounds = Layouts[series.Layout];
        var cumulative = ImmutableArray.CreateBuilder<long>();
        for (var (i, sum) = (0, 0L); i < bounds.Length; i++)
        {
            cumulative.Add(sum += counters[2 + i]);
        }

        return new(at, name, counters[0], counters[1], new(bounds, [.. cumulative, counters[0]]));
    }

    private static ContractCalled Call(
        DateTimeOffset at,
        string name,
        RandomSeries.Doing doing,
        RandomSeries.Phase phase
    )
    {
        var fault =
            doing.Dice >= phase.Down
                ? Fault.None
                : (doing.Size % 3) switch
                {
                    0 => Fault.Status,
                    1 => Fault.Timeout,
                    _ => Fault.Refused,
                };
        var duration = doing.Dice < phase.Slow ? 600_001 + doing.Size : 600_000 - doing.Size;
        var (status, took) = fault switch
        {
            Fault.None => (200, duration),
            Fault.Status => (503, duration + 50),
            _ => (0, 2_000_000),
        };
        return new(at, name, doing.Size % 2 == 0 ? "/api/flags" : "/api/jobs", fault, status, took);
    }

    private void Deploy(RandomSeries.Doing doing)
    {
        // One of the newest three ends; each that starts is another.
        IEvent happened = doing.Dice switch
        {
            < 25 => new DeploymentStarted($"d{++_deployments}", Component.Api, "v2", "ci"),
            < 90 => new DeploymentEnded(
                $"d{_deployments - doing.Size % 3}",
                Component.Api,
                "v2",
                doing.Dice % 2 == 0,
                ""
            ),
            _ => new DeploymentStarted("web", Component.Web, "v2", "ci"),
        };
        _underWay.Enqueue(
            new JournalFact(new(0, "environment/Prod", 0, _now, Actor.Watchdog, happened)),
            (_now, _number++)
        );
    }

    private void Send(RandomSeries.Doing doing, JudgingInput input)
    {
        var due = _now + Quarters(doing.Late);
        _underWay.Enqueue(input, (due, _number++));
        if (doing.Again >= 0)
        {
            _underWay.Enqueue(input, (due + Quarters(doing.Again), _number++));
        }
    }

    private static TimeSpan Quarters(int count) => Some.Seconds(count * 0.25);
}
