using System.Globalization;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Watchdog.Replay.ThresholdTests;

/// <summary><c>preflight https://admin.example.com api-1: "ok, forbidden x10"</c>.</summary>
internal sealed class PreflightFeed(string origin, string instance) : Feed
{
    public override string? Problem(string value) =>
        value is "ok" or "forbidden" or "none" ? null : "must be ok, forbidden or none";

    public override IEnumerable<JudgingInput> Inputs(string value, int index, DateTimeOffset at, TimeSpan interval)
    {
        yield return new Preflighted(
            at,
            instance,
            origin,
            value switch
            {
                "ok" => PreflightAnswer.Allowed,
                "forbidden" => PreflightAnswer.Forbidden,
                _ => PreflightAnswer.None,
            }
        );
    }

    public override bool Measures(Verdict verdict) => verdict.Trigger == TriggerNames.Cors;
}

/// <summary><c>parity: "0 x3, 2"</c>: critical differences.</summary>
internal sealed class ParityFeed : Feed
{
    public override string? Problem(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? null
            : "must be how many differences are critical";

    public override IEnumerable<JudgingInput> Inputs(string value, int index, DateTimeOffset at, TimeSpan interval)
    {
        var critical = Number(value);
        yield return new ParityCompared(at, critical, critical, critical == 0 ? null : "a key of the test");
    }

    public override bool Measures(Verdict verdict) => verdict is { Trigger: TriggerNames.Parity, Part: null };
}

/// <summary><c>security anonymous /api/config/effective: "clean x3, finding"</c>.</summary>
internal sealed class SecurityFeed(string check) : Feed
{
    public override string? Problem(string value) => value is "clean" or "finding" ? null : "must be clean or finding";

    public override IEnumerable<JudgingInput> Inputs(string value, int index, DateTimeOffset at, TimeSpan interval)
    {
        yield return new SecurityChecked(at, check, value == "clean" ? null : $"“{check}” has a finding");
    }

    public override bool Measures(Verdict verdict) =>
        verdict.Trigger == TriggerNames.Security && verdict.Part == $"/{check}";
}

/// <summary><c>workflow web pages: "ok x3, fail x2"</c>.</summary>
internal sealed class WorkflowFeed(string workflow) : Feed
{
    public override string? Problem(string value) => value is "ok" or "fail" ? null : "must be ok or fail";

    public override IEnumerable<JudgingInput> Inputs(string value, int index, DateTimeOffset at, TimeSpan interval)
    {
        yield return new WorkflowWalked(at, workflow, value == "ok" ? null : "a step of it failed");
    }

    public override bool Measures(Verdict verdict) =>
        verdict.Trigger == TriggerNames.Business && verdict.Part == $"/{workflow}";
}
