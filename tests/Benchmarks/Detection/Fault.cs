using Mcpx.Domain.Triggers;

namespace Mcpx.Benchmarks.Detection;

/// <summary>One way to do harm and to undo it.</summary>
/// <param name="Trigger">Which trigger should find it.</param>
/// <param name="InjectAsync">Does it.</param>
/// <param name="CureAsync">Undoes it.</param>
internal sealed record Fault(
    string Trigger,
    Func<Pipeline, string, CancellationToken, Task> InjectAsync,
    Func<Pipeline, string, CancellationToken, Task> CureAsync
)
{
    private const string Good = "v1.8.2";
    private const string AlsoGood = "v1.9.1";
    private const string DriftingKey = "Auth:SessionMinutes";
    private const int Flaps = 4;

    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HalfFlap = TimeSpan.FromSeconds(4);

    /// <summary>One for each trigger.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        Released(TriggerNames.Availability, "v1.9.0-ready-fails"),
        new(TriggerNames.Flapping, FlapAsync, UnflapAsync),
        Released(TriggerNames.ErrorRate, "v1.9.0-errors-5pct"),
        Released(TriggerNames.Latency, "v1.9.0-slow-json"),
        Released(TriggerNames.SseTtfb, "v1.9.0-slow-first-event"),
        Released(TriggerNames.SseHeartbeat, "v1.9.0-sse-stall"),
        Released(TriggerNames.Cors, "v1.9.0-cors"),
        new(
            TriggerNames.Parity,
            (pipeline, environment, stop) => pipeline.SetAsync(environment, DriftingKey, "5", stop),
            (pipeline, environment, stop) => pipeline.SetAsync(environment, DriftingKey, "60", stop)
        ),
        Released(TriggerNames.Security, "v1.9.0-open-config"),
        Released(TriggerNames.Business, "v1.9.0-broken-dashboard", "Web"),
    ];

    private static Fault Released(string trigger, string tag, string component = "Api") =>
        new(
            trigger,
            (pipeline, environment, stop) => pipeline.DeployAsync(environment, component, tag, stop),
            (pipeline, environment, stop) => pipeline.DeployAsync(environment, component, Good, stop)
        );

    private static async Task FlapAsync(Pipeline pipeline, string environment, CancellationToken stop)
    {
        await DeployBothAsync(pipeline, environment, AlsoGood, stop);
        // Outages of a deployment do not count.
        await Task.Delay(Settled, stop);
        for (var i = 0; i < Flaps; i++)
        {
            await pipeline.StopAsync(environment, "api-1", stop);
            await Task.Delay(HalfFlap, stop);
            await pipeline.HealAsync(environment, stop);
            await Task.Delay(HalfFlap, stop);
        }
    }

    private static async Task UnflapAsync(Pipeline pipeline, string environment, CancellationToken stop)
    {
        await pipeline.HealAsync(environment, stop);
        await DeployBothAsync(pipeline, environment, Good, stop);
    }

    private static async Task DeployBothAsync(Pipeline pipeline, string environment, string tag, CancellationToken stop)
    {
        await pipeline.DeployAsync(environment, "Api", tag, stop);
        await pipeline.DeployAsync(environment, "Web", tag, stop);
    }
}
