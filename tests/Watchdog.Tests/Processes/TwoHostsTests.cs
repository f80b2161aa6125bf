using System.Net;
using Mcpx.Db;
using Mcpx.Db.Engines.SqlServer;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Watchdog.Tests.PortalDatabase;
using Microsoft.Data.SqlClient;

namespace Mcpx.Watchdog.Tests.Processes;

/// <summary>Watchdog and dashboard are two processes over one store; either may come and go while the other runs.</summary>
[Trait("Category", "Processes")]
public sealed class TwoHostsTests : IDisposable
{
    private const string Variable = "MCPX_STORE";
    private readonly ConfigurationFile _file = new();
    private readonly HttpClient _http = new();
    private readonly Uri _dashboard = new($"http://127.0.0.1:{Ports.Free()}");

    [UnixFact]
    public Task Hosts_OnTheEmbeddedStore_StartAndStopInAnyOrder() =>
        ComeAndGoAsync(new(_file.Data), "waiting for the watchdog to create");

    [SqlServerFact]
    public async Task Hosts_OnAServer_StartAndStopInAnyOrder()
    {
        var name = $"mcpx_hosts_{Guid.NewGuid():N}";
        var text = new SqlConnectionStringBuilder(LiveServer.Given) { InitialCatalog = name }.ConnectionString;
        Run($"CREATE DATABASE [{name}]");
        try
        {
            Assert.Null(StoreConnection.Read(text, out var server));
            var place = new StorePlace(_file.Data, server);
            place.Migrate();
            _file.With("Watchdog:Store:ConnectionVariable", $"\"{Variable}\"");

            await ComeAndGoAsync(place, obstacle: null, (Variable, text));
        }
        finally
        {
            SqlConnection.ClearAllPools();
            Run($"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}]");
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _file.Dispose();
    }

    /// <summary>The dashboard first, then the watchdog, which ends and comes back while the dashboard stays, and the other way round.</summary>
    private async Task ComeAndGoAsync(
        StorePlace place,
        string? obstacle,
        params (string Name, string Value)[] variables
    )
    {
        await using (var dashboard = Dashboard(variables))
        {
            if (obstacle is not null)
            {
                await UntilAsync(dashboard, answer => answer.Text.Contains(obstacle, StringComparison.Ordinal));
            }

            await using (Watchdog(variables))
            {
                await UntilAsync(dashboard, answer => answer.Status == HttpStatusCode.OK);
                await StartsAsync(place, 1);
            }

            await UntilAsync(dashboard, answer => answer.Status == HttpStatusCode.OK);
            await using (Watchdog(variables))
            {
                await StartsAsync(place, 2);
            }
        }

        await using var again = Watchdog(variables);
        await StartsAsync(place, 3);
        await using var late = Dashboard(variables);
        await UntilAsync(late, answer => answer.Status == HttpStatusCode.OK);

        Assert.Null(place.Open().Journal.Verify());
    }

    private RunningProgram Watchdog((string, string)[] variables) =>
        RunningProgram.Watchdog(["run", "--config", _file.Write()], variables);

    private RunningProgram Dashboard((string Name, string Value)[] variables) =>
        RunningProgram.Dashboard(
            [
                "--urls",
                _dashboard.OriginalString,
                "--Dashboard:DataDirectory",
                _file.Data,
                "--Dashboard:WatchdogAddress",
                _file.Listens,
                "--Dashboard:Store:ConnectionVariable",
                variables.Length > 0 ? Variable : "",
            ],
            [("ASPNETCORE_ENVIRONMENT", "Development"), .. variables]
        );

    private static Task StartsAsync(StorePlace place, int wanted) =>
        Wait.UntilAsync(
            $"the watchdog wrote down start {wanted}",
            () =>
                place.Obstacle() is null
                && place.Open().Journal.Newest(Streams.Node, 100).Count(entry => entry.Event is WatchdogStarted)
                    >= wanted,
            TimeSpan.FromMinutes(1)
        );

    private Task UntilAsync(RunningProgram dashboard, Func<(HttpStatusCode Status, string Text), bool> condition) =>
        Wait.UntilAsync(
            "the dashboard answers as expected",
            async () =>
            {
                Assert.False(dashboard.HasExited, dashboard.Output + dashboard.Error);
                try
                {
                    using var answer = await _http.GetAsync(new Uri(_dashboard, "/ready"));
                    return condition((answer.StatusCode, await answer.Content.ReadAsStringAsync()));
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            TimeSpan.FromMinutes(1)
        );

    private static void Run(string statement)
    {
        using var connection = new SqlConnection(
            new SqlConnectionStringBuilder(LiveServer.Given)
            {
                InitialCatalog = "master",
                Pooling = false,
            }.ConnectionString
        );
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are this test's own.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
