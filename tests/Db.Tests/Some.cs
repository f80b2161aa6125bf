using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Db.Tests;

/// <summary>Things with every field filled in sensibly.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    /// <summary>So long ago that a year is over by every clock, whatever a test says of the time.</summary>
    public static readonly DateTimeOffset LongAgo = new(2020, 11, 1, 9, 0, 0, TimeSpan.Zero);

    public static readonly Actor Ic = new("ada", Role.IncidentCommander);
    public static readonly Actor Deputy = new("ben", Role.Deputy);

    public static DateTimeOffset At(double seconds) => Start.AddMilliseconds((long)(seconds * 1_000));

    public static StreamAppend Notes(string stream, int version, int count = 1) =>
        new(stream, version, [.. Enumerable.Range(version + 1, count).Select(n => new NoteAdded($"{stream} {n}"))]);

    public static Verdict Verdict(
        string trigger = TriggerNames.Availability,
        VerdictState state = VerdictState.Breached,
        long? value = 320_000
    ) =>
        new(
            trigger,
            Component.Api,
            "api-1",
            "/ready",
            state,
            At(300.25),
            At(0.125),
            TimeSpan.FromMilliseconds(300_125),
            TimeSpan.FromMinutes(5),
            value,
            Limit: 300_000,
            Unit.Milliseconds,
            Total: 12,
            Failed: 11,
            BreachesAt: null,
            "/ready failed on api-1 for 5 min 20 s; limit 5 min"
        );

    public static IncidentCommand.Open Open(string id = "INC-0001", string environment = "Prod") =>
        new(id, environment, Verdict());

    public static Plan Plan(int required = 1) =>
        PlanBuilder.Build(
            1,
            "INC-0001",
            "Prod",
            [new(Component.Api, "v1.8.2", "v1.8.1", "ab")],
            schema: 118,
            new()
            {
                Execution = Execution.On,
                Approval = new() { Required = required },
                Deployers = new Dictionary<Component, DeployerOptions> { [Component.Api] = new() { Deploy = ["x"] } },
            }
        );
}
