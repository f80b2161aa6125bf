using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Triggers;
using Microsoft.Data.Sqlite;

namespace Mcpx.Watchdog.Tests.Processes;

/// <summary>A running watchdog finds instances that come and go, and what it knew of the others goes on.</summary>
[Trait("Category", "Processes")]
public sealed class DiscoveryTests : IAsyncDisposable
{
    private const string Prod = "Watchdog:Environments:Prod";
    private readonly ConfigurationFile _file = new();
    private readonly AppService _app = new("w1", "w2") { Sick = ["w1", "w2"] };

    public DiscoveryTests() =>
        _file
            .With($"{Prod}:Instances", "[]")
            .With($"{Prod}:Lkg", null)
            .With($"{Prod}:Probes:Vantages", null)
            .With("Watchdog:DiscoveryInterval", "\"00:00:01\"")
            .With($"{Prod}:Discovery", $$$"""[{"AppService": {"Address": "{{{_app.Server.Address}}}"}}]""");

    [UnixFact]
    public async Task Run_AnotherInstanceComes_IsWatchedAndAHoldInProgressGoesOn()
    {
        await using var program = RunningProgram.Watchdog("run", "--config", _file.Write());
        await UntilAsync(program, store => Pending(store).Count >= 2);
        var before = Pending(Open());

        _app.Workers = ["w1", "w2", "w3"];
        _app.Sick = _app.Workers;
        await UntilAsync(program, store => Pending(store).Count >= 3);

        var after = Pending(Open());
        Assert.All(before, one => Assert.Equal(one.Value, after[one.Key]));
        var entries = Open().Journal.Newest(Streams.Node, 100);
        Assert.Single(entries, entry => entry.Event is WatchdogStarted);
        Assert.Equal(3, Configuration(entries).Options.Environments["Prod"].Instances.Count);

        Assert.Equal(0, await program.TerminateAsync(TimeSpan.FromSeconds(20)));
        Assert.DoesNotContain("Unhandled", program.Error, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Run_SourceCannotBeAsked_RefusesUnlessItsInstancesAreKnown()
    {
        await using (var first = RunningProgram.Watchdog("run", "--config", _file.Write()))
        {
            await UntilAsync(first, store => Pending(store).Count >= 2);
            await _app.Server.DisposeAsync();
            await UntilAsync(first, store => Warned(store));
        }

        await using (var again = RunningProgram.Watchdog("run", "--config", _file.Write()))
        {
            await UntilAsync(
                again,
                store => store.Journal.Newest(Streams.Node, 100).Count(entry => entry.Event is WatchdogStarted) == 2
            );
            Assert.True(Warned(Open()));
            Assert.Equal(
                2,
                Configuration(Open().Journal.Newest(Streams.Node, 100)).Options.Environments["Prod"].Instances.Count
            );
        }

        _file.With("Watchdog:DataDirectory", $"\"{_file.Data}-new\"");
        await using var refused = RunningProgram.Watchdog("run", "--config", _file.Write());
        // The source may be back by itself: the service tries again.
        Assert.Equal(1, await refused.EndAsync());
        Assert.Contains($"{Prod}:Discovery = Api by App Service", refused.Error, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task CheckConfig_Sources_SaysWhatIsFoundAndWarnsOfWhatCannotBeAsked()
    {
        await using (var asked = RunningProgram.Watchdog("check-config", "--config", _file.Write()))
        {
            Assert.Equal(0, await asked.EndAsync());
            Assert.Equal(
                2,
                asked.Output.Split('\n').Count(line => line.Contains("Prod: found api-", StringComparison.Ordinal))
            );
        }

        await _app.Server.DisposeAsync();
        await using var silent = RunningProgram.Watchdog("check-config", "--config", _file.Write());

        Assert.Equal(0, await silent.EndAsync());
        Assert.Contains("Warning: Prod: Api by App Service", silent.Output, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _file.Dispose();
    }

    private static bool Warned(Store store) =>
        Configuration(store.Journal.Newest(Streams.Node, 100))
            .Warnings.Any(warning => warning.Contains("The 2 known stay watched.", StringComparison.Ordinal));

    private static ConfigurationApplied Configuration(IReadOnlyList<JournalEntry> newestFirst) =>
        newestFirst.Select(entry => entry.Event).OfType<ConfigurationApplied>().First();

    private static Dictionary<string, DateTimeOffset?> Pending(Store store) =>
        store
            .Samples.LastVerdicts("Prod")
            .Select(one => one.Verdict)
            .Where(one => one is { Trigger: TriggerNames.Availability, Part: "/ready", State: VerdictState.Pending })
            .ToDictionary(one => one.Series, one => one.Onset);

    private Store Open() => new(_file.Data);

    private Task UntilAsync(RunningProgram program, Func<Store, bool> condition) =>
        Wait.UntilAsync(
            "the store tells of it",
            () =>
            {
                Assert.False(program.HasExited, program.Output + program.Error);
                try
                {
                    return condition(Open());
                }
                catch (SqliteException)
                {
                    // Not there yet.
                    return false;
                }
            },
            TimeSpan.FromSeconds(60)
        );
}
