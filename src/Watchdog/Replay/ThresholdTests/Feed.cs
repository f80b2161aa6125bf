using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Yaml;

namespace Mcpx.Watchdog.Replay.ThresholdTests;

/// <summary>One series of a test: what a value means, and what it measures.</summary>
internal abstract class Feed
{
    /// <summary>What was looked at before the first sample; nothing for most.</summary>
    public virtual IEnumerable<JudgingInput> Before(DateTimeOffset start, TimeSpan interval) => [];

    /// <summary>What a value must look like; null when it does.</summary>
    public abstract string? Problem(string value);

    /// <summary>The inputs of one interval.</summary>
    /// <param name="value">A value without a <see cref="Problem"/>.</param>
    /// <param name="index">Which of its run, from 0.</param>
    /// <param name="at">The interval's begin.</param>
    /// <param name="interval">Its length.</param>
    public abstract IEnumerable<JudgingInput> Inputs(string value, int index, DateTimeOffset at, TimeSpan interval);

    /// <summary>Whether a sample can be sent once more with its old time.</summary>
    public virtual bool CanBeStale => true;

    /// <summary>Whether a verdict speaks of what this series measures.</summary>
    public abstract bool Measures(Verdict verdict);

    /// <summary>How an answer failed: <c>ok</c>, <c>fail</c>, a fault's name or a status.</summary>
    protected static (Fault Fault, int Status)? AnswerOf(string value) =>
        value switch
        {
            "ok" => (Fault.None, 200),
            "fail" => (Fault.Refused, 0),
            [>= '1' and <= '5', var tens, var ones] when char.IsAsciiDigit(tens) && char.IsAsciiDigit(ones) => value[0]
            == '2'
                ? (Fault.None, Number(value))
                : (Fault.Status, Number(value)),
            _ => Enum.GetValues<Fault>()
                .Where(fault => fault is not (Fault.None or Fault.Status))
                .Select(fault => ((Fault, int)?)(fault, 0))
                .FirstOrDefault(answer => LineWord(answer!.Value.Item1) == value),
        };

    private static string LineWord(Fault fault) => fault.ToString().ToLowerInvariant();

    protected static int Number(string value) => int.Parse(value, System.Globalization.CultureInfo.InvariantCulture);

    protected static long Microseconds(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMicrosecond;
}

/// <summary><c>ready api-2</c>, <c>healthz api-2</c>.</summary>
internal sealed class HealthFeed(string instance, HealthEndpoint endpoint) : Feed
{
    public override string? Problem(string value) =>
        AnswerOf(value) is null
            ? "must be ok, fail, a status like 503, or one of dns, refused, tls, timeout, closed, body"
            : null;

    public override IEnumerable<JudgingInput> Inputs(string value, int index, DateTimeOffset at, TimeSpan interval)
    {
        var (fault, status) = AnswerOf(value)!.Value;
        yield return new HealthProbed(at, instance, endpoint, fault, status, LatencyMicroseconds: 5_000);
    }

    public override bool Measures(Verdict verdict) =>
        verdict.Trigger is TriggerNames.Availability or TriggerNames.Flapping
        && verdict.Instance == instance
        && verdict.Part == AvailabilitySeries.PathOf(endpoint);
}

/// <summary><c>contract api-1 /api/config</c>.</summary>
internal sealed class ContractFeed(string instance, string path) : Feed
{
    public override string? Problem(string value) =>
        value == "broken" || AnswerOf(value) is not null || ShortDuration.Read(value) is not null
            ? null
            : "must be ok, fail, broken, a status like 503, a fault like timeout, or how long it took";

    public override IEnumerable<JudgingInput> Inputs(string value, int index, DateTimeOffset at, TimeSpan interval)
    {
        var took = ShortDuration.Read(value) ?? TimeSpan.FromMilliseconds(50);
        var (fault, status) = AnswerOf(value) ?? (Fault.None, 200);
        var broken = value == "broken" ? "the answer breaks the contract" : null;
        yield return new ContractCalled(at, instance, path, fault, status, Microseconds(took), broken);
    }

    public override bool Measures(Verdict verdict) =>
        verdict is { Trigger: TriggerNames.Business, Part: "/contract" }
        || (
            verdict.Trigger is TriggerNames.ErrorRate or TriggerNames.Latency
            && (verdict.Instance is null || verdict.Instance == instance)
        );
}

/// <summary><c>tag api-1</c>.</summary>
internal sealed class TagFeed(string instance) : Feed
{
    public override string? Problem(string value) => null;

    public override IEnumerable<JudgingInput> Inputs(string value, int index, DateTimeOffset at, TimeSpan interval)
    {
        yield return new TagRead(at, instance, value);
    }

    public override bool Measures(Verdict verdict) => false;
}

/// <summary><c>vantage canary</c>.</summary>
internal sealed class VantageFeed(string vantage) : Feed
{
    public override string? Problem(string value) => value is "ok" or "fail" ? null : "must be ok or fail";

    public override IEnumerable<JudgingInput> Inputs(string value, int index, DateTimeOffset at, TimeSpan interval)
    {
        yield return new VantageLooked(at, vantage, Answered: value == "ok");
    }

    public override bool Measures(Verdict verdict) => false;
}
