using System.Data.Common;
using Mcpx.Dashboard.Hosting;
using Mcpx.Dashboard.Store;
using Mcpx.Db;
using Mcpx.Db.Engines.SqlServer;
using Mcpx.Watchdog.Tests.Support.Tds;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Dashboard.Tests.Store;

/// <summary>The dashboard over a store on SQL Server: the real client, over a socket, to a server that answers as told.</summary>
public sealed class StoreOnAServerTests : IAsyncDisposable
{
    private readonly TdsServer _server;
    private readonly FakeTimeProvider _time = new();
    private readonly StoreFollower _follower;
    private readonly Db.Store _store;
    private volatile string _updateability = "READ_WRITE";
    private TdsReply _scripts = Texts([.. ServerSchema.Scripts.Select(script => script.Name)]);
    private TdsReply _keys = Texts([]);

    public StoreOnAServerTests()
    {
        _server = new(Answer);
        var place = new StorePlace(
            Path.GetTempPath(),
            new StoreConnection(new SqlConnectionStringBuilder(_server.ConnectionString))
        );
        _store = place.Open();
        _follower = new(_store, new JournalTail(_store.Journal), _time, NullLogger<StoreFollower>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _follower.StopAsync(CancellationToken.None);
        _follower.Dispose();
        SqlConnection.ClearAllPools();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Ready_StoreOnAServer_IsOpenedAndRead()
    {
        await _follower.StartAsync(CancellationToken.None);

        Assert.Null((await ReadyAsync(HealthStatus.Healthy)).Description);
        Assert.Contains(_server.Requests, request => request.Procedure == "watchdog.EventsAfter");
    }

    /// <summary>It can be read, so that people see; nothing can be decided, so that it is not ready. That may begin and end at any time.</summary>
    [Fact]
    public async Task Ready_DatabaseBecomesReadOnly_IsNotReadyUntilItTakesEntriesAgain()
    {
        await _follower.StartAsync(CancellationToken.None);
        await ReadyAsync(HealthStatus.Healthy);

        _updateability = "READ_ONLY";
        Assert.Contains(
            "is read-only: point to the primary",
            (await ReadyAsync(HealthStatus.Unhealthy)).Description,
            StringComparison.Ordinal
        );
        Assert.Null(_follower.Obstacle);

        _updateability = "READ_WRITE";
        await ReadyAsync(HealthStatus.Healthy);
    }

    /// <summary>With a ring of its own it would sign out everybody, and accept no cookie of the dashboard beside it.</summary>
    [Fact]
    public void Keys_StoreCannotBeRead_AreAFaultAndNotNone()
    {
        _keys = TdsReply.Error(4060, "the database is not there");

        Assert.ThrowsAny<DbException>(() => Keys().GetAllElements());

        _keys = Texts(["<key/>"]);
        Assert.Single(Keys().GetAllElements());
    }

    [Fact]
    public void Keys_SchemaIsNotThereYet_AreNone()
    {
        _keys = TdsReply.Error(2812, "Could not find stored procedure");
        _scripts = _keys;

        Assert.Empty(Keys().GetAllElements());
    }

    private KeyRepository Keys() => new(_store, _follower, NullLogger<KeyRepository>.Instance);

    private async Task<HealthCheckResult> ReadyAsync(HealthStatus wanted)
    {
        var check = new StoreReadiness(_follower);
        for (var tries = 0; tries < 1_000; tries++)
        {
            var result = await check.CheckHealthAsync(new());
            if (result.Status == wanted)
            {
                return result;
            }

            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(10);
        }

        throw new TimeoutException($"it never was {wanted}: {_follower.Obstacle}");
    }

    private TdsReply Answer(TdsRequest request) =>
        request.Procedure switch
        {
            "watchdog.ScriptsRun" => _scripts,
            "watchdog.DashboardKeys" => _keys,
            null => Texts([_updateability]),
            _ => TdsReply.Done,
        };

    private static TdsReply Texts(string[] values)
    {
        var tokens = new TdsTokens().Columns(("Value", TdsColumn.Text));
        foreach (var value in values)
        {
            tokens.Row((TdsColumn.Text, value));
        }

        return new(tokens.Done().Bytes);
    }
}
