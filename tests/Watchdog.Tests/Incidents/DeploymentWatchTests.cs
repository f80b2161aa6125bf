using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Incidents;
using Mcpx.Watchdog.Judging;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Incidents;

public sealed class DeploymentWatchTests : IDisposable
{
    private readonly Rig _rig = new();
    private readonly Inputs _inputs = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Start_KnownJournal_IsToldOnceAndInOrder()
    {
        _rig.Deployed();

        using var watch = await StartAsync();

        var told = Told();
        Assert.Single(told.Select(entry => entry.Event).OfType<ConfigurationApplied>());
        Assert.Equal(2, told.Count(entry => entry.Event is ReleaseRegistered));
        Assert.Contains(told, entry => entry.Event is DeploymentEnded { Tag: Some.Failing });
        Assert.Equal(told.Select(entry => entry.Position).Distinct().Order(), told.Select(entry => entry.Position));
        await watch.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Moved_EventsOfTheEnvironment_AreToldAtOnceAndOnce()
    {
        using var watch = await StartAsync();
        Told();
        var change = new Change("7", ChangeKind.Config, Component.Config, "A", "a", "b", "ada", Some.Start);

        _rig.Environments.Append(
            "Prod",
            Actor.Watchdog,
            _ => [new ChangeSeen(change), new LkgPointed(Component.Api, "v1", "x")]
        );
        _rig.Environments.Append("Beta", Actor.Watchdog, _ => [new LkgPointed(Component.Api, "v2", "x")]);

        Assert.Equal(
            [new ChangeSeen(change), new LkgPointed(Component.Api, "v1", "x")],
            Told().Select(entry => entry.Event)
        );
        await Wait.UntilAsync(_rig.Time, "it looked again", () => true);
        Assert.Empty(Told());
        await watch.StopAsync(CancellationToken.None);
    }

    /// <summary>An approval that is durable must not come back as a failure because somebody who was told of it could not read.</summary>
    [Fact]
    public async Task Moved_JournalCannotBeReadAgain_LeavesTheAppendAsItIs()
    {
        using var away = new Folder();
        using var watch = await StartAsync(away.Store.Journal);
        using (var broken = new SqliteConnection($"Data Source={away.Data}/journal.db"))
        {
            broken.Open();
            using var command = broken.CreateCommand();
            command.CommandText = "ALTER TABLE body RENAME TO away";
            command.ExecuteNonQuery();
        }

        _rig.Environments.Append("Prod", Actor.Watchdog, _ => [new LkgPointed(Component.Api, "v1", "x")]);

        Assert.Equal("v1", _rig.Tail.Current.Environment("Prod").Lkg[Component.Api]);
        await watch.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Start_InstanceRunsAnotherTagThanWasDeployed_IsNewsOnlyWhenTheDeploymentHasEnded(
        bool ended,
        bool news
    )
    {
        // A watchdog that starts in the middle of a rollout: api-1 has had its turn, api-2 has not.
        _rig.Environments.Append(
            "Prod",
            Actor.Watchdog,
            _ => [new DeploymentStarted("roll-back", Component.Api, Some.Good, "INC-0001")]
        );
        if (ended)
        {
            _rig.Environments.Append(
                "Prod",
                Actor.Watchdog,
                _ => [new DeploymentEnded("roll-back", Component.Api, Some.Good, Succeeded: true, "")]
            );
        }

        _rig.Time.Advance(TimeSpan.FromSeconds(1));
        var now = _rig.Time.GetUtcNow();
        _rig.Board.Publish(
            new(
                "Prod",
                now,
                _rig.Tail.Current.Position,
                [],
                [new LiveInstance("api-2", Component.Api, Some.Failing, now)]
            )
        );
        using var watch = await StartAsync();

        var looks = 0;
        await Wait.UntilAsync(_rig.Time, "it looked", () => ++looks > 20);

        var unknown = _rig
            .Tail.CatchUp()
            .Environment("Prod")
            .Deployments.Where(deployment => deployment.By == Deployment.UnknownDeployer);
        Assert.Equal(news, unknown.Any());
        await watch.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Look_UnreportedDeploymentCannotBeWrittenDown_IsWrittenDownOnceItCan()
    {
        _rig.Deployed();
        var now = _rig.Time.GetUtcNow();
        _rig.Board.Publish(
            new("Prod", now, _rig.Tail.Current.Position, [], [new LiveInstance("api-1", Component.Api, Some.Good, now)])
        );
        Sql("CREATE TRIGGER full BEFORE INSERT ON chain BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
        using var watch = await StartAsync();
        var looks = 0;
        await Wait.UntilAsync(_rig.Time, "it looked", () => ++looks > 20);
        Assert.DoesNotContain(Deployments(), deployment => deployment.By == Deployment.UnknownDeployer);

        Sql("DROP TRIGGER full");

        await Wait.UntilAsync(
            _rig.Time,
            "it is written down",
            () => Deployments().Any(known => known is { By: Deployment.UnknownDeployer, Tag: Some.Good })
        );
        await watch.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Start_QueueOfSamplesIsFull_TheJournalIsToldAllTheSame()
    {
        _rig.Deployed();
        for (var i = 0; i < 70_000; i++)
        {
            _inputs.Put("Prod", new StreamBeat(_rig.Time.GetUtcNow(), "api-1"));
        }

        using var watch = await StartAsync();

        Assert.True(_inputs.TryTake(out var first));
        Assert.IsType<JournalFact>(first.Input);
        var told = 1;
        while (_inputs.TryTake(out var next))
        {
            told += next.Input is JournalFact ? 1 : 0;
        }

        // The configuration, two releases, a deployment's begin and end.
        Assert.True(told >= 5, $"{told}");
        await watch.StopAsync(CancellationToken.None);
    }

    private IEnumerable<Deployment> Deployments() => _rig.Tail.CatchUp().Environment("Prod").Deployments;

    private void Sql(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(_rig.Folder.Data, "journal.db")}"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task<DeploymentWatch> StartAsync(Journal? journal = null)
    {
        var watch = new DeploymentWatch(
            _rig.Options,
            journal ?? _rig.Store.Journal,
            _rig.Tail,
            _rig.Environments,
            _rig.Board,
            _inputs,
            _rig.Time,
            NullLogger<DeploymentWatch>.Instance
        );
        await watch.StartAsync(CancellationToken.None);
        return watch;
    }

    private List<JournalEntry> Told()
    {
        var told = new List<JournalEntry>();
        while (_inputs.TryTake(out var next))
        {
            told.Add(Assert.IsType<JournalFact>(next.Input).Entry);
        }

        return told;
    }
}
