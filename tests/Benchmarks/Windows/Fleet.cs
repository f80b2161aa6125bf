using System.Collections.Immutable;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Benchmarks.Windows;

/// <summary>
/// Instances that are all well, judged in one environment with the runbook's numbers and fed at the runbook's paces, each
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
    private readonly List<JudgingInput> _inputs = [];
    private long _ticks;

    /// <param name="options">Its instances; see <see cref="Options"/>.</param>
    public Fleet(EnvironmentOptions options)
    {
        _names = [.. options.Instances.Select(instance => instance.Name)];
        Judge = new("Prod", options);
    }

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

    /// <summary>Moves to the next tick.</summary>
    /// <returns>Everything that arrives for it, valid until the next call.</returns>
    public IReadOnlyList<JudgingInput> Next()
    {
        _ticks++;
        Fill();
        return _inputs;
    }

    /// <summary>Everything that arrives for the next tick, taken.</summary>
    public void Feed()
    {
        foreach (var input in Next())
        {
            Judge.Take(input, Now);
        }
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
        var durations = Durations(_ticks);
        for (var i = 0; i < _names.Length; i++)
        {
            var (name, phase) = (_names[i], _ticks + i);
            if (phase % 20 == 0)
            {
                _inputs.Add(new HealthProbed(Now, name, HealthEndpoint.Healthz, Fault.None, 200, 900));
                _inputs.Add(new HealthProbed(Now, name, HealthEndpoint.Ready, Fault.None, 200, 900));
                _inputs.Add(new TrafficScraped(Now, name, durations.Counts[^1], _ticks / 100, durations));
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

    /// <summary>Counters as of a tick: some calls in every bucket, more in the lower ones, 1 % above 600 ms.</summary>
    private static DurationHistogram Durations(long ticks)
    {
        var counts = ImmutableArray.CreateBuilder<long>(Bounds.Length + 1);
        var sum = 0L;
        for (var i = 0; i <= Bounds.Length; i++)
        {
            counts.Add(sum += ticks * (i < 8 ? 50 - i : 1) / 4);
        }

        return new(Bounds, counts.MoveToImmutable());
    }
}
