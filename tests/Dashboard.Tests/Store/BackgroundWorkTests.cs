using System.Runtime.CompilerServices;
using Mcpx.Dashboard.Store;
using Mcpx.Dashboard.Tests.Api;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Triggers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Dashboard.Tests.Store;

/// <summary>What runs on a thread of its own: the proof of the chain and tries of thresholds.</summary>
public sealed class BackgroundWorkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mcpx-recordings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Chain_Asked_IsVerifiedAndSaysThatNothingOutsideWasCompared()
    {
        using var seeded = new SeededStore();
        var store = new Db.Store(seeded.Folder);
        var follower = new StoreFollower(
            store,
            new JournalTail(store.Journal),
            TimeProvider.System,
            NullLogger<StoreFollower>.Instance
        );
        var check = new ChainCheck(store.Journal, follower, TimeProvider.System, new Lifetime());
        Assert.IsType<ChainUnverified>(check.Current);

        await check.Start("auditor");

        var verified = Assert.IsType<ChainVerified>(check.Current);
        Assert.Equal((true, 1L, "auditor"), (verified.Report.Holds, verified.Report.Position, verified.By));
        Assert.Equal("no anchor file is configured", verified.NotCompared);
    }

    [Fact]
    public async Task Backtest_GapAllowedToBeLonger_ProposesNothingWhereItDid()
    {
        Copy("sse-heartbeat.jsonl.gz", "Prod-20261101T090000000Z.jsonl.gz");
        File.WriteAllText(Path.Combine(_folder, "Prod-20261102T090000000Z.jsonl"), "no recording\n");
        var runner = new BacktestRunner(new Lifetime());
        var tried = new TriggerOptions { SseHeartbeat = new() { LimitGap = TimeSpan.FromHours(5) } };

        await runner.Start(_folder, "Prod", tried, "gap = 5 h");

        var done = Assert.IsType<BacktestDone>(runner.Current);
        var (recorded, with) = Assert.Single(done.Results);
        Assert.True(recorded.Proposals > with.Proposals, $"{recorded.Proposals} and {with.Proposals} proposals");
        Assert.Contains("Prod-20261102T090000000Z.jsonl:1", done.LeftOut, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backtest_NothingThere_SaysWhere()
    {
        var runner = new BacktestRunner(new Lifetime());

        await runner.Start(_folder, "Prod", new(), "nothing");
        Assert.Contains(
            "no recording of Prod",
            Assert.IsType<BacktestFailed>(runner.Current).Reason,
            StringComparison.Ordinal
        );

        await runner.Start(Path.Combine(_folder, "nowhere"), "Prod", new(), "nothing");
        Assert.Contains("is not there", Assert.IsType<BacktestFailed>(runner.Current).Reason, StringComparison.Ordinal);
    }

    private void Copy(string shipped, string name, [CallerFilePath] string here = "") =>
        File.Copy(
            Path.Combine(Path.GetDirectoryName(here)!, "../../../deploy/recordings", shipped),
            Path.Combine(_folder, name)
        );

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;
        public CancellationToken ApplicationStopping => default;
        public CancellationToken ApplicationStopped => default;

        public void StopApplication() { }
    }
}
