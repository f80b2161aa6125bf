using System.Collections.Concurrent;
using CsCheck;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Reference;

/// <summary>
/// The product's windows, machines and judge against the reference on random series with gaps, late, repeated and
/// future-dated samples, restarts, deployments and nights without traffic. 500 series; 10,000 with <c>MCPX_LONG=1</c>.
/// </summary>
public sealed class DifferentialTests
{
    private static readonly bool Long = System.Environment.GetEnvironmentVariable("MCPX_LONG") == "1";

    private static readonly EnvironmentOptions Options = Some.Environment(
        instances:
        [
            new() { Name = "api-1", Address = "http://10.0.0.1:80" },
            new() { Name = "api-2", Address = "http://10.0.0.2:80" },
        ]
    ) with
    {
        // Paces far above those of the series: windows of fixed memory lose nothing.
        Probes = new()
        {
            HealthInterval = Some.Seconds(0.1),
            MetricsInterval = Some.Seconds(0.1),
            CallInterval = Some.Seconds(0.1),
        },
        Triggers = new()
        {
            Availability = new() { HoldFor = Some.Seconds(40), RecoverFor = Some.Seconds(8) },
            ErrorRate = new()
            {
                HoldFor = Some.Seconds(30),
                RecoverFor = Some.Seconds(8),
                ContractWithin = Some.Seconds(20),
            },
            Latency = new()
            {
                HoldFor = Some.Seconds(30),
                RecoverFor = Some.Seconds(8),
                MinimumCalls = 8,
            },
        },
        Deploying = new() { Settle = Some.Seconds(5), Cap = Some.Seconds(20) },
    };

    [Fact]
    public void Tick_RandomSeries_SaysWhatTheReferenceSays()
    {
        var seen = new ConcurrentDictionary<string, int>();
        RandomSeries.Any.Sample(
            series =>
            {
                foreach (var word in Compare(series))
                {
                    seen.AddOrUpdate(word, 1, (_, count) => count + 1);
                }
            },
            iter: Long ? 10_000 : 500
        );

        // Nothing is proved about words that never came up.
        Assert.Empty(Expected.Except(seen.Keys));
    }

    private static IEnumerable<string> Expected =>
        from trigger in (string[])["availability", "error-rate", "latency"]
        from state in Enum.GetValues<VerdictState>()
        where state != VerdictState.ProbeError
        select $"{trigger} {state}";

    private static HashSet<string> Compare(RandomSeries series)
    {
        var (judge, reference) = (new EnvironmentJudge("Prod", Options), new ReferenceJudge(Options));
        var seen = new HashSet<string>();
        var story = new List<string>();
        foreach (var (now, inputs) in new RandomPortal(series).Play())
        {
            story.AddRange(inputs.Select(input => $"{now:mm:ss.ff} of {input.At:mm:ss.ff} {Words(input)}"));
            foreach (var input in inputs)
            {
                judge.Take(input, now);
                reference.Take(input, now);
            }

            judge.Tick(now);
            var verdicts = judge.Verdicts().ToDictionary(verdict => verdict.Series);
            foreach (var expected in reference.Tick(now))
            {
                var actual = verdicts[expected.Series];
                if (Words(expected) != Words(actual, expected.Covered))
                {
                    Assert.Fail(
                        $"""
                        {now:mm:ss.ff} the reference says {Words(expected)}
                                 the product says   {Words(actual, expected.Covered)}
                        {string.Join('\n', story)}
                        """
                    );
                }

                seen.Add($"{actual.Trigger} {actual.State}");
            }
        }

        return seen;
    }

    private static string Words(JudgingInput input) =>
        input switch
        {
            HealthProbed probe => $"{probe.Instance} {probe.Endpoint} {probe.Fault}, {probe.LatencyMicroseconds} us",
            ContractCalled call => $"{call.Instance} {call.Path} {call.Fault}, {call.LatencyMicroseconds} us",
            TrafficScraped scrape =>
                $"{scrape.Instance} {scrape.Calls} calls, {scrape.Errors} errors, {string.Join(' ', scrape.Durations!.Counts)}",
            JournalFact fact => $"{fact.Entry.Event}",
            _ => $"{input}",
        };

    private static string Words(ReferenceVerdict verdict) =>
        Words(
            verdict.Series,
            verdict.State,
            verdict.Reading.Measured == Measured.Yes,
            verdict.Reading.Total,
            verdict.Covered
        );

    private static string Words(Verdict verdict, bool covered) =>
        Words(verdict.Series, verdict.State, verdict.Value is not null, verdict.Total, covered);

    private static string Words(string series, VerdictState state, bool measured, long total, bool covered) =>
        $"{series} {state}, {(covered ? "deploying" : measured ? $"measured on {total}" : "not measured")}";
}
