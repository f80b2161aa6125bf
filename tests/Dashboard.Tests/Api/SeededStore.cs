using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Tests.Api;

/// <summary>A data folder as a watchdog leaves it: Prod and Alpha configured, and on wish a proposed rollback of Prod.</summary>
internal sealed class SeededStore : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly Db.Store _store;

    public SeededStore()
    {
        Migrations.Run(Folder);
        _store = new Db.Store(Folder);
        var options = new WatchdogOptions
        {
            Environments = new Dictionary<string, EnvironmentOptions>(StringComparer.Ordinal)
            {
                ["Prod"] = Environment(),
                ["Alpha"] = Environment(),
            },
        };
        Append(Streams.Node, 0, new ConfigurationApplied(options, []));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("mcpx-dashboard-").FullName;

    /// <summary>Opens INC-0001 in Prod with a plan; <c>deployer</c> brought the failing release.</summary>
    /// <returns>The plan's hash.</returns>
    public string Propose()
    {
        var plan = PlanBuilder.Build(
            1,
            "INC-0001",
            "Prod",
            [new(Component.Api, "v1.9.0", "v1.8.2", "ab")],
            schema: 118,
            Environment()
        );
        var hash = PlanHash.Of(plan);
        Append(
            Streams.Incident("INC-0001"),
            0,
            new IncidentOpened("INC-0001", "Prod", Breach()),
            new RollbackProposed(plan, hash, "Streams stall.", [], "deployer", Now.AddHours(1))
        );
        Append(Streams.Environment("Prod"), 0, new IncidentBegan("INC-0001"));
        return hash;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Append(string stream, int version, params IEvent[] events) =>
        Assert.IsType<AppendOutcome.Appended>(
            _store.Journal.Append(Actor.Watchdog, Now, new StreamAppend(stream, version, events))
        );

    private static EnvironmentOptions Environment() =>
        new()
        {
            Execution = Execution.On,
            Deployers = new Dictionary<Component, DeployerOptions> { [Component.Api] = new() { Deploy = ["true"] } },
        };

    private static Verdict Breach() =>
        new(
            TriggerNames.SseHeartbeat,
            Component.Api,
            "api-1",
            Part: null,
            VerdictState.Breached,
            Now,
            Now,
            TimeSpan.FromSeconds(16),
            TimeSpan.Zero,
            Value: 16_000,
            Limit: 15_000,
            Unit.Milliseconds,
            Total: 0,
            Failed: 0,
            BreachesAt: null,
            "16 s without a byte on api-1's event stream; limit 15 s"
        );
}
