using Mcpx.Benchmarks.Detection.Exact;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Replay;

namespace Mcpx.Watchdog.Tests.Detection;

public sealed class EvaluatorTests
{
    private static readonly DateTimeOffset Start = Some.Start;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    [Fact]
    public void Exactly_StreamFallsSilent_BreachesAtTheStepAfterItsLimit()
    {
        // The last byte is 0.99 s after the start, and the limit 15 s.
        var recorded = Recorded(40, new StreamLooked(At(0.1), "api-1"), new StreamBeat(At(0.99), "api-1"));

        var exact = Assert.Single(Evaluator.Exactly("Prod", recorded));
        var asRecorded = Assert.Single(Evaluator.AsRecorded("Prod", recorded));

        Assert.Equal(("sse-heartbeat", At(16)), (exact.Trigger, exact.At));
        Assert.Equal(At(16), asRecorded.At);
        Assert.Equal(At(0.99), exact.Onset);
    }

    [Fact]
    public void Exactly_LimitPassedBetweenTwoTicks_BreachesBeforeTheWatchdogDid()
    {
        var recorded = Recorded(40, new StreamLooked(At(0.1), "api-1"), new StreamBeat(At(0.63), "api-1"));

        var exact = Assert.Single(Evaluator.Exactly("Prod", recorded));
        var asRecorded = Assert.Single(Evaluator.AsRecorded("Prod", recorded));

        Assert.Equal(At(15.64), exact.At);
        Assert.Equal(At(15.75), asRecorded.At);
    }

    [Fact]
    public void Exactly_NothingRecorded_FindsNothing() => Assert.Empty(Evaluator.Exactly("Prod", []));

    [Fact]
    public void Exactly_RecordingHasAHole_IsRefused()
    {
        var recorded = Recorded(1, new Truncated(At(0.1), "The disk could not keep up."));

        Assert.Throws<FormatException>(() => Evaluator.Exactly("Prod", recorded));
        Assert.Throws<FormatException>(() => Evaluator.AsRecorded("Prod", recorded));
    }

    [Theory]
    [InlineData("availability")]
    [InlineData("flapping")]
    [InlineData("error-rate")]
    [InlineData("latency")]
    [InlineData("sse-ttfb")]
    [InlineData("sse-heartbeat")]
    [InlineData("cors")]
    [InlineData("parity")]
    [InlineData("security")]
    [InlineData("business")]
    public void Exactly_ShippedRecording_BreachesBeforeTheWatchdogDidAndNotLongBefore(string trigger)
    {
        var recorded = new List<JudgingInput>();
        var environment = "";
        new RecordingReader(Path.Combine(Shipped.Folder("recordings"), $"{trigger}.jsonl.gz")).Read(
            header => environment = header.Environment,
            recorded.Add
        );

        var exact = Evaluator.Exactly(environment, recorded).First(breach => breach.Trigger == trigger);
        var asRecorded = Evaluator.AsRecorded(environment, recorded).First(breach => breach.Trigger == trigger);

        Assert.Equal(asRecorded.Series, exact.Series);
        Assert.InRange(asRecorded.At - exact.At, -Evaluator.Step, 3 * Tick);
    }

    private static DateTimeOffset At(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    /// <summary>Each input stands before the first tick that could take it.</summary>
    private static List<JudgingInput> Recorded(int seconds, params JudgingInput[] inputs)
    {
        var recorded = new List<JudgingInput> { new Configured(Start, Some.Environment()) };
        for (var now = Start; now <= At(seconds); now += Tick)
        {
            recorded.AddRange(inputs.Where(input => input.At > now - Tick && input.At <= now));
            recorded.Add(new Tick(now));
        }

        return recorded;
    }
}
