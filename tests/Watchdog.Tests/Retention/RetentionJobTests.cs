using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Retention;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Retention;

public sealed class RetentionJobTests : IDisposable
{
    private readonly Folder _folder = new();

    // The store's own clock must say too that a year is over.
    private static readonly DateTimeOffset Start = Some.Start.AddYears(-6);
    private readonly FakeTimeProvider _time = new(Start);
    private readonly Collector<RetentionJob> _log = new();
    private readonly PurgeClock _clock = new();
    private readonly JournalTail _tail;
    private readonly IncidentLog _incidents;

    public RetentionJobTests()
    {
        _tail = new(_folder.Store.Journal);
        _incidents = new(_folder.Store.Journal, _tail, _time);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Execute_OldReadings_AreThinnedAndOldCallsForgotten()
    {
        for (var second = 0; second < 120; second++)
        {
            _folder.Store.Samples.Write("Prod", Start.AddSeconds(second), [Rig.Breach() with { Value = second }], []);
        }

        _folder.Store.FailedCalls.Add(
            "Prod",
            [new FailedCall(Start, "api-1", "/ready", Fault.Status, 503, null, null, null)]
        );
        _time.Advance(TimeSpan.FromHours(49));

        await RunAsync(new());

        var points = _folder.Store.Samples.Points("Prod", Rig.Breach().Series, Start, Start.AddMinutes(2));
        Assert.Equal([59L, 119], points.Select(point => point.Value!.Value));
        Assert.Empty(_folder.Store.FailedCalls.Between("Prod", Start, Start));
    }

    [Fact]
    public async Task Execute_PurgeIsOff_KeepsEverything()
    {
        Closed("INC-0001");
        _time.Advance(TimeSpan.FromDays(1_000));

        await RunAsync(new());

        Assert.Equal(0, _folder.Store.Journal.Prove([]).Purged);
    }

    [Fact]
    public async Task Execute_PurgeIsOn_PurgesOnceADayWhatIsDueAndNotHeld()
    {
        Closed("INC-0001");
        Closed("INC-0002");
        _incidents.Execute("INC-0002", new IncidentCommand.Hold("asked for"), new("ana", Role.Auditor));
        _time.Advance(TimeSpan.FromDays(731));

        await RunAsync(new() { Purge = true });
        var state = _tail.CatchUp();
        Assert.Equal(Actor.Watchdog, state.Incidents["INC-0001"].Purged!.By);
        Assert.Null(state.Incidents["INC-0002"].Purged);
        Assert.True(_folder.Store.Journal.Prove([]).Holds);
        Assert.Single(_log.Lines);

        _incidents.Execute("INC-0002", new IncidentCommand.LiftHold("answered"), new("ana", Role.Auditor));
        _time.Advance(TimeSpan.FromHours(23));
        await RunAsync(new() { Purge = true });
        Assert.Null(_tail.CatchUp().Incidents["INC-0002"].Purged);
        _time.Advance(TimeSpan.FromDays(731));
        await RunAsync(new() { Purge = true });
        Assert.NotNull(_tail.CatchUp().Incidents["INC-0002"].Purged);
    }

    [Fact]
    public async Task Execute_StoreIsUnusable_IsSaidAndNotThrown()
    {
        using var blocker = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(_folder.Data, "samples.db")};Pooling=False"
        );
        await blocker.OpenAsync();
        await using var drop = blocker.CreateCommand();
        drop.CommandText = "DROP TABLE point_minute";
        await drop.ExecuteNonQueryAsync();
        _folder.Store.Samples.Write("Prod", Start, [], []);

        await RunAsync(new());

        Assert.Contains("could not be thinned", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    private Task RunAsync(RetentionOptions retention) =>
        new RetentionJob(
            new() { Retention = retention },
            _folder.Store,
            new(_folder.Store.Journal, _tail, _time),
            _clock,
            _time,
            _log
        )
            .Execute(null!)
            .AsTask();

    private void Closed(string id)
    {
        _incidents.Execute(id, new IncidentCommand.Open(id, "Prod", Rig.Breach()), Actor.Watchdog);
        _incidents.Execute(id, new IncidentCommand.Close("over"), Some.Ic);
    }
}
