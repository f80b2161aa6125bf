using System.Security.Cryptography;
using System.Text;
using Mcpx.Db;
using Mcpx.Domain.Access;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Microsoft.Data.Sqlite;

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

    /// <summary>Freezes Prod as the proposal of INC-0001 does.</summary>
    public void Freeze() =>
        Append(
            Streams.Environment("Prod"),
            1,
            new DeploysFrozen("Incident Commander", "INC-0001: Streams stall.", "INC-0001")
        );

    /// <summary>An evaluation of an environment; one in the future stands for a watchdog that goes on.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="fromNow">When, from now.</param>
    public void Judge(string environment, TimeSpan fromNow) =>
        _store.Samples.Write(environment, TimeProvider.System.GetUtcNow() + fromNow, [Breach()], []);

    /// <summary>What stands in a stream, newest first.</summary>
    public IReadOnlyList<JournalEntry> Entries(string stream) => _store.Journal.Newest(stream, 100);

    /// <summary>A run of that plan whose first step waits for a person's look at the pages.</summary>
    public void AskAttestation()
    {
        var hash = Propose();
        Append(
            Streams.Incident("INC-0001"),
            2,
            new RollbackApproved(hash, Sufficient: true),
            new RunStarted(hash),
            new StepStarted(1),
            new AttestationAsked(1, Now.AddMinutes(15), ["http://web-1"], ["/dashboard"])
        );
    }

    /// <summary>Prod's Api runs v1.9.0, which did not bake; v1.8.2 is its LKG and has its artifact, but not its evidence.</summary>
    public void Release()
    {
        Append(
            Streams.Node,
            1,
            new ConfigurationApplied(
                new()
                {
                    Environments = new Dictionary<string, EnvironmentOptions>(StringComparer.Ordinal)
                    {
                        ["Prod"] = Environment() with
                        {
                            Instances = [new() { Name = "api-1", Address = "http://127.0.0.1:9" }],
                        },
                    },
                },
                []
            )
        );
        foreach (var (tag, evidence) in new[] { ("v1.8.2", EvidenceState.Missing), ("v1.9.0", EvidenceState.Complete) })
        {
            Append(
                Streams.Release(tag),
                0,
                new ReleaseRegistered(
                    new(
                        tag,
                        Now.AddDays(-9),
                        30,
                        118,
                        [118],
                        Coupled: false,
                        new Dictionary<Component, Artifact> { [Component.Api] = new("api", "ab") },
                        [],
                        "evidence/index.json"
                    )
                ),
                new ReleaseLooked(tag, new([new(Component.Api, "ab")], evidence, Scripts: null))
            );
        }

        Append(
            Streams.Environment("Prod"),
            0,
            new LkgPointed(Component.Api, "v1.8.2", "configuration"),
            new DeploymentStarted("d1", Component.Api, "v1.9.0", "ci"),
            new DeploymentEnded("d1", Component.Api, "v1.9.0", Succeeded: true, "")
        );
    }

    /// <summary>A watchdog that knows where to send messages.</summary>
    public void ConfigureSlack() =>
        Append(
            Streams.Node,
            1,
            new ConfigurationApplied(
                new()
                {
                    Slack = new() { WebhookVariable = "SLACK" },
                    Environments = new Dictionary<string, EnvironmentOptions>(StringComparer.Ordinal)
                    {
                        ["Prod"] = Environment(),
                    },
                },
                []
            )
        );

    /// <summary>A watchdog that knows people by their Slack ids.</summary>
    public void Know(params PersonOptions[] people) =>
        Append(
            Streams.Node,
            1,
            new ConfigurationApplied(
                new()
                {
                    People = people,
                    Environments = new Dictionary<string, EnvironmentOptions>(StringComparer.Ordinal)
                    {
                        ["Prod"] = Environment(),
                    },
                },
                []
            )
        );

    /// <summary>A drill as the watchdog writes it down.</summary>
    public void Hold(string id) =>
        Append(
            Streams.Environment("Prod"),
            new JournalTail(_store.Journal).CatchUp().Environment("Prod").Version,
            new DrillHeld(
                id,
                Component.Api,
                "v1.8.2",
                Ready: false,
                ["evidence pack of v1.8.2 is missing"],
                TimeSpan.FromSeconds(75),
                ["1. Freeze <deploys>"]
            )
        );

    /// <summary>A key of a pipeline.</summary>
    /// <returns>As its holder would show it.</returns>
    public string MakeKey(string name, TimeSpan life, IReadOnlyList<string> scopes, params string[] environments)
    {
        var key = KeyText.Of(RandomNumberGenerator.GetBytes(KeyText.Bytes));
        Append(
            Streams.Keys,
            new JournalTail(_store.Journal).CatchUp().Keys.Version,
            new KeyCreated(name, KeyText.Hash(key)!, scopes, environments, Now + life)
        );
        return key;
    }

    /// <summary>Ends a key.</summary>
    public void RevokeKey(string name) =>
        Append(
            Streams.Keys,
            new JournalTail(_store.Journal).CatchUp().Keys.Version,
            new KeyRevoked(name, "the pipeline moved")
        );

    /// <summary>How many sessions lie in the store, and everything that lies there of them.</summary>
    public (long Count, string Bytes) Sessions()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder, "journal.db")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, ticket FROM dashboard_session";
        using var reader = command.ExecuteReader();
        var (count, bytes) = (0L, "");
        while (reader.Read())
        {
            count++;
            bytes += reader.GetString(0) + Encoding.Latin1.GetString((byte[])reader[1]);
        }

        return (count, bytes);
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
