using System.Collections.Immutable;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Benchmarks.Windows;

/// <summary>
/// Instances that are well unless a benchmark says otherwise, judged in one environment with the runbook's numbers and fed at the runbook's paces, each
/// instance at its own moment.
/// </summary>
internal sealed class Fleet
{
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    // 15 buckets with +Inf, as ASP.NET Core exposes them; 600 ms lies inside one.
    private static readonly ImmutableArray<long> Bounds =
    [
        5_000,
        10_000,
        25_000,
        50_000,
        75_000,
        100_000,
        250_000,
        500_000,
        750_000,
        1_000_000,
        2_500_000,
        5_000_000,
        7_500_000,
        10_000_000,
    ];

    private readonly string[] _names;
    private readonly IReadOnlyList<string> _checks;
    private readonly List<JudgingInput> _inputs = [];
    private long _ticks;

    /// <param name="options">Its instances; see <see cref="Options"/>.</param>
    public Fleet(EnvironmentOptions options)
    {
        _names = [.. options.Instances.Select(instance => instance.Name)];
        _checks = [.. SecurityChecks.Of(options).Select(check => check.Name)];
        Judge = new("Prod", options);
    }

    /// <summary>Whether an instance, by its number, refuses probes, answers 5xx and is slow.</summary>
    public Func<int, bool> Ill { get; set; } = _ => false;

    public EnvironmentJudge Judge { get; }

    public DateTimeOffset Now => Start + (_ticks * Beat);

    public IReadOnlyList<string> Names => _names;

    /// <summary>The runbook's numbers, and events promised, so that there are eight series an instance.</summary>
    public static EnvironmentOptions Options(int instances) =>
        new()
        {
            Instances =
            [
                .. Enumerable
                    .Range(1, instances)
                    .Select(i => new InstanceOptions { Name = $"api-{i}", Address = "http://10.0.0.1:80" }),
            ],
            Triggers = new() { SseHeartbeat = new() { EventsWithin = TimeSpan.FromMinutes(5) } },
        };

    /// <summary>Everything that arrives for the tick, valid until the next.</summary>
    public IReadOnlyList<JudgingInput> Inputs => _inputs;

    /// <summary>Moves to the next tick.</summary>
    public void Next()
    {
        _ticks++;
        Fill();
    }

    /// <summary>Takes everything that arrives for the tick.</summary>
    public void Take()
    {
        foreach (var input in _inputs)
        {
            Judge.Take(input, Now);
        }
    }

    /// <summary>Moves to the next tick and takes everything that arrives for it.</summary>
    public void Feed()
    {
        Next();
        Take();
    }

    /// <summary>Feeds and judges until every window is full and nothing but the steady run is left.</summary>
    public void Run(int seconds)
    {
        for (var i = 0; i < seconds * 4; i++)
        {
            Feed();
            Judge.Tick(Now);
        }
    }

    private void Fill()
    {
        _inputs.Clear();
        var (well, slow) = (Durations(_ticks, slow: 1), Durations(_ticks, slow: 40));
        if (_ticks % 240 == 0)
        {
            _inputs.AddRange(_checks.Select(check => new SecurityChecked(Now, check, Finding: null)));
        }

        for (var i = 0; i < _names.Length; i++)
        {
            var (name, phase, ill) = (_names[i], _ticks + i, Ill(i));
            var fault = ill ? Fault.Refused : Fault.None;
            if (phase % 20 == 0)
            {
                _inputs.Add(new HealthProbed(Now, name, HealthEndpoint.Healthz, fault, 200, 900));
                _inputs.Add(new HealthProbed(Now, name, HealthEndpoint.Ready, fault, 200, 900));
                var durations = ill ? slow : well;
                var errors = durations.Counts[^1] / (ill ? 20 : 1_000);
                _inputs.Add(new TrafficScraped(Now, name, durations.Counts[^1], errors, durations));
            }

            if (phase % 4 == 0)
            {
                var path = phase % 8 == 0 ? "/api/flags" : "/api/jobs";
                _inputs.Add(new ContractCalled(Now, name, path, Fault.None, 200, 4_000 + (phase * 7_919 % 900)));
            }

            if (phase % 40 == 0)
            {
                _inputs.Add(new StreamLooked(Now, name));
                _inputs.Add(new StreamBeat(Now, name));
                _inputs.Add(new StreamEvent(Now, name));
            }

            if (phase % 60 == 0)
            {
                _inputs.Add(new FirstEventTimed(Now, name, 40_000 + (phase * 7_919 % 30_000)));
            }
        }
    }

    /// <summary>Counters as of a tick: calls in every bucket, most in those below 600 ms where all is well.</summary>
    private static DurationHistogram Durations(long ticks, int slow)
    {
        var counts = ImmutableArray.CreateBuilder<long>(Bounds.Length + 1);
        var sum = 0L;
        for (var i = 0; i <= Bounds.Length; i++)
        {
            counts.Add(sum += ticks * (i < 8 ? 50 - i : slow) / 4);
        }

        return new(Bounds, counts.MoveToImmutable());
    }
}
