using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Triggers;
using static Mcpx.Domain.Triggers.VerdictState;

namespace Mcpx.Dashboard.Components.Pages.Design;

/// <summary>Triggers of the story's four environments, always in the same order.</summary>
internal static class SampleChips
{
    public static IReadOnlyList<TriggerChipModel> Prod { get; } =
    [
        Chip(
            "availability",
            Pending,
            "Pending 2/5 min",
            "39 of 40 ready; prod-api-31 fails /ready since 1:50, limit 5 min"
        ),
        Chip("flapping", Healthy, "1 of 3 changes"),
        Chip("error-rate", Breached, "Breached 3.8 %", "214 of 5,630 calls a minute fail, limit 1 % for 5 min"),
        Chip("latency", Pending, "Pending 6/10 min", "p95 642 ms, limit 600 ms for 10 min"),
        Chip("sse-ttfb", Breached, "Breached 412 ms", "median 412 ms, limit 200 ms for 10 min"),
        Chip("sse-heartbeat", Breached, "Breached 48 s", "longest gap 48 s on prod-api-17, limit 15 s"),
        Chip("cors", Healthy, "0 refused"),
        Chip("parity", null, "RTM only"),
        Chip("security", Healthy, "12/12 got 401"),
        Chip("business", NotEnoughSamples, "Not enough 2/3", "2 of 3 runs after the deploy"),
    ];

    public static IReadOnlyList<TriggerChipModel> Rtm { get; } =
    [
        Chip("availability", Healthy, "6 of 6 ready"),
        Chip("flapping", Healthy, "0 of 3 changes"),
        Chip("error-rate", Healthy, "0.08 %"),
        Chip("latency", Healthy, "288 ms"),
        Chip("sse-ttfb", Healthy, "94 ms"),
        Chip("sse-heartbeat", Healthy, "11 s gap"),
        Chip("cors", Healthy, "0 refused"),
        Chip("parity", NoData, "No data for 26 h", "the parity report is 26 h old, so drift is not known"),
        Chip("security", Healthy, "12/12 got 401"),
        Chip("business", Healthy, "3 of 3 passed"),
    ];

    public static IReadOnlyList<TriggerChipModel> Beta { get; } =
    [
        Chip("availability", Deploying, "Deploying 2.14.1", "restarts are expected while 2.14.1 is deployed"),
        Chip("flapping", Healthy, "0 of 3 changes"),
        Chip("error-rate", Healthy, "0.21 %"),
        Chip("latency", Recovering, "Recovering 541 ms", "back under 600 ms for 3 of 10 min"),
        Chip("sse-ttfb", Healthy, "121 ms"),
        Chip("sse-heartbeat", Deploying, "Deploying 2.14.1", "closed streams are expected while 2.14.1 is deployed"),
        Chip("cors", Healthy, "0 refused"),
        Chip("parity", null, "RTM only"),
        Chip("security", Healthy, "12/12 got 401"),
        Chip("business", ProbeError, "Probe error sign-in", "the test account's password has expired"),
    ];

    public static IReadOnlyList<TriggerChipModel> Alpha { get; } =
    [
        Chip("availability", Healthy, "2 of 2 ready"),
        Chip("error-rate", Healthy, "0.02 %"),
        Chip("sse-heartbeat", Healthy, "11 s gap"),
    ];

    private static TriggerChipModel Chip(string name, VerdictState? state, string reading, string sentence = "") =>
        new(name, state, reading, sentence, $"environments/Prod#{name}");
}
