using Mcpx.Dashboard.Components.Shared;

namespace Mcpx.Dashboard.Components.Pages.Design;

/// <summary>The plan of the story in its phases, its decision path and its journal.</summary>
internal static class SampleSteps
{
    public static IReadOnlyList<StepModel> Running { get; } =
    [
        new(
            1,
            "Freeze deploys to Prod and announce",
            StepPhase.Done,
            "frozen at 02:54:01, 3 messages sent",
            S(24),
            S(30)
        ),
        new(2, "Put Api 2.13.2 back", StepPhase.Done, "5 of 5 batches, 40 instances report 2.13.2", S(288), S(300)),
        new(3, "Wait for /healthz and /ready", StepPhase.Done, "green on 40 of 40 at 02:59:44", S(52), S(60)),
        new(4, "Put Web 2.13.2 back", StepPhase.Done, "signed in, /dashboard rendered, badge says Prod", S(82), S(90)),
        new(
            5,
            "Validate",
            StepPhase.Running,
            "contract passed, SSE smoke running, UI checks to come",
            S(74),
            S(150),
            0.49,
            [
                new("Contract tests", "42 of 42", "all must pass", StepPhase.Done, "Passed"),
                new(
                    "SSE first event, median",
                    "118 ms",
                    "at most 200 ms",
                    StepPhase.Running,
                    "Within limit, 35 s left"
                ),
                new(
                    "SSE heartbeat, median",
                    "10.1 s",
                    "at most 10 s + 1 s grace",
                    StepPhase.Running,
                    "Within limit, 35 s left"
                ),
                new("SSE heartbeat, worst", "16.2 s", "none above 15 s", StepPhase.Failed, "Over the limit"),
                new("UI: /config /flags /jobs /evidence", null, "all render", StepPhase.Waiting, "Waiting"),
            ],
            [
                new(
                    Sample.At("03:01:08"),
                    "contract  GET /api/healthz                200   18 ms  ok",
                    OutputTone.Good
                ),
                new(
                    Sample.At("03:01:09"),
                    "contract  GET /api/config/effective       200   64 ms  ok",
                    OutputTone.Good
                ),
                new(Sample.At("03:01:24"), "contract  42 of 42 passed, contract 30 matches 2.13.2", OutputTone.Good),
                new(Sample.At("03:01:25"), "sse-smoke k6_sse_ttfb.js, 40 instances, 90 s"),
                new(Sample.At("03:01:40"), "sse-smoke first event  median 121 ms   p95 166 ms"),
                new(Sample.At("03:01:55"), "sse-smoke first event  median 118 ms   p95 161 ms"),
                new(Sample.At("03:02:05"), "sse-smoke heartbeat    median 10.1 s   worst 11.6 s"),
                new(Sample.At("03:02:18"), "sse-smoke heartbeat    median 10.1 s   worst 16.2 s", OutputTone.Bad),
                new(Sample.At("03:02:20"), "sse-smoke 55 of 90 s, 3 more samples per instance"),
                new(Sample.At("03:02:22"), "sse-smoke 57 of 90 s"),
                new(Sample.At("03:02:24"), "sse-smoke 59 of 90 s"),
                new(Sample.At("03:02:26"), "sse-smoke 61 of 90 s"),
                new(Sample.At("03:02:28"), "sse-smoke 63 of 90 s"),
            ]
        ),
        new(6, "Evidence and announce", StepPhase.Waiting, "close the pack, metrics snapshot", null, S(30)),
    ];

    public static IReadOnlyList<StepModel> Trouble { get; } =
    [
        new(1, "Freeze deploys to Prod and announce", StepPhase.Done, "frozen at 02:54:01", S(24), S(30)),
        new(2, "Put Api 2.13.2 back", StepPhase.Failed, "exit code 1: batch 3 of 5 did not start", S(312), S(300)),
        new(
            3,
            "Wait for /healthz and /ready",
            StepPhase.Unknown,
            "the watchdog restarted while it ran; 31 of 40 answer 2.13.2",
            S(52),
            S(60)
        ),
        new(4, "Put Web 2.13.2 back", StepPhase.Skipped, "Web is not in this plan"),
    ];

    public static IReadOnlyList<DecisionNode> Path { get; } =
    [
        new(
            "Start",
            "Breached after a deploy",
            "2.14.0 went live at 02:31:08. Readings left their limits from 02:33:50.",
            true
        ),
        new(
            "Refused",
            "1. Is a config or flag change to blame?",
            "Nearest is flag Ui:NewsBanner, 29 min 46 s before onset; it does not touch streams. The deploy is 2:42 before.",
            false
        ),
        new(
            "Refused",
            "2. Is only the Web affected?",
            "The API is not stable: all 214 failed calls a minute are under /api. Web asset errors are 0.02 %.",
            false
        ),
        new(
            "Taken",
            "3. API regression, contract break or SSE failure?",
            "11 of 40 instances stall above 15 s, first event 412 ms, 5xx 3.8 %. Every bad instance runs 2.14.0.",
            true,
            [
                new(
                    "Taken",
                    "Does Web go back with it? Yes",
                    "2.14.0 declares Web coupled to Api (contract 31). 2.13.2 Web expects contract 30.",
                    true
                ),
            ]
        ),
        new(
            "Refused",
            "4. Did a migration cause it?",
            "2.14.0 carries no migration. Schema is 118 before and after, so no forward hotfix is needed.",
            false
        ),
        new(
            "Proposal",
            "Roll back Api and Web to 2.13.2",
            "LKG qualified: evidence 14 of 14, digests match, baked 9 d 3 h, never rolled back, works with schema 118.",
            true
        ),
    ];

    public static IReadOnlyList<TimelineEntry> Journal { get; } =
    [
        new(Sample.At("03:01:06"), "Validate started"),
        new(Sample.At("03:01:04"), "Web 2.13.2 restored", "runner"),
        new(Sample.At("02:58:52"), "Api 2.13.2 on 40 of 40 instances", "runner", Key: true),
        new(Sample.At("02:57:30"), "“TTFB already dropping on batch 3, 130 ms.”", "deputy, note"),
        new(Sample.At("02:53:40"), "Rollback approved, plan 7f3a 91c4", "ic, Incident Commander", Key: true),
        new(Sample.At("02:37:14"), "Rollback to 2.13.2 proposed", "watchdog"),
        new(Sample.At("02:37:12"), "Incident opened by sse-heartbeat", "watchdog", Key: true),
    ];

    private static TimeSpan S(int seconds) => TimeSpan.FromSeconds(seconds);
}
