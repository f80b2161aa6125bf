using System.Security.Cryptography;
using System.Text.Json;
using Mcpx.Db;
using Mcpx.Db.Proof;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Watchdog.Anchors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Anchors;

/// <summary>Anchors as the journal grows, and places that do not take them.</summary>
public sealed class AnchorKeeperTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);
    private readonly string _variable = $"MCPX_TEST_KEY_{Guid.NewGuid():N}";
    private readonly Folder _folder = new();
    private readonly FakeTimeProvider _time = new(Some.Start);
    private readonly Collector<AnchorKeeper> _log = new();
    private readonly AnchorBoard _board = new();
    private readonly JournalTail _tail;
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddAnchors()
        .AddLogging(log => log.ClearProviders())
        .BuildServiceProvider();

    public AnchorKeeperTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Environment.SetEnvironmentVariable(_variable, key.ExportPkcs8PrivateKeyPem());
        _tail = new(Journal);
    }

    private Journal Journal => _folder.Store.Journal;

    private string File => Path.Combine(_folder.Path, "elsewhere", "anchors.jsonl");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(_variable, null);
        _services.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Keep_JournalGrows_IsAnchoredAtOnceThenByTheInterval()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        Note(0);
        using var keeper = await StartAsync(Options(File));
        await AnchoredAsync(1);

        Note(1);
        await PassAsync(Interval / 2);
        Assert.Equal([1L], Claims());

        await Wait.UntilAsync(_time, "the interval", () => Claims().Count == 2, TimeSpan.FromSeconds(30));
        Assert.Equal([1L, 2], Claims());
        await PassAsync(2 * Interval);
        Assert.Equal([1L, 2], Claims());
        await keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Keep_IncidentEnds_IsAnchoredAtOnce()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        Note(0);
        using var keeper = await StartAsync(Options(File));
        await AnchoredAsync(1);

        Append(
            "incident/INC-0001",
            0,
            new IncidentOpened("INC-0001", "Prod", Rig.Breach()),
            new IncidentClosed("over")
        );

        await Wait.UntilAsync(_time, "the end", () => Claims().Count == 2, TimeSpan.FromSeconds(1));
        Assert.Equal([1L, 3], Claims());
        Assert.True(_time.GetUtcNow() < Some.Start + Interval);
        await keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Keep_FolderIsNotThere_IsShownAndTriedAgain()
    {
        Note(0);
        using var keeper = await StartAsync(Options(File));
        await Wait.UntilAsync(_time, "the failure", () => Standing("file")?.Fault is not null);
        await PassAsync(3 * AnchorKeeper.Again);
        Assert.Single(_log.Lines);
        Assert.Contains("cannot be anchored (file)", _log.Lines.First(), StringComparison.Ordinal);
        Assert.InRange(Standing("file")!.FailsSince!.Value, Some.Start, Some.Start.AddSeconds(5));

        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        await Wait.UntilAsync(_time, "the recovery", () => Standing("file")!.Fault is null, TimeSpan.FromSeconds(10));

        Assert.Equal([1L], Claims());
        Assert.Equal(2, _log.Lines.Count);
        await keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Keep_Webhook_GetsTheSignedObject()
    {
        Note(0);
        string? posted = null;
        await using var server = new HostileServer(async peer =>
        {
            await peer.ReadUntilAsync("\r\n\r\n");
            posted = await peer.ReadUntilAsync("}");
            await peer.SendAsync("HTTP/1.1 204 Fine\r\n\r\n");
        });
        using var keeper = await StartAsync(Options(file: null, server.Address.ToString()));
        await Wait.UntilAsync(_time, "the post", () => Standing("webhook") is { Position: 1 });

        Assert.True(AnchorKey.TryRead(_variable, out var key, out _));
        using (key)
        {
            var read = AnchorLine.Read(System.Text.Encoding.UTF8.GetBytes(posted!), key)!;
            Assert.Equal((1L, Journal.HeadLink()!.Hash, null), (read.Position, read.Hash, read.Previous));
        }

        Assert.Equal(1, JsonDocument.Parse(posted!).RootElement.GetProperty("position").GetInt64());
        await keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Keep_WebhookFails_TheFileIsKeptAllTheSame()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        Note(0);
        await using var server = new HostileServer(peer => peer.AnswerAsync("404 Gone"));
        using var keeper = await StartAsync(Options(File, server.Address.ToString()));

        await Wait.UntilAsync(
            _time,
            "both",
            () => Standing("webhook")?.Fault is not null && Standing("file") is { Position: 1 }
        );

        Assert.Equal("127.0.0.1 answered 404", Standing("webhook")!.Fault);
        await keeper.StopAsync(CancellationToken.None);
    }

    private AnchorStanding? Standing(string sink) => _board.Standings.GetValueOrDefault(sink);

    private WatchdogOptions Options(string? file, string? webhook = null) =>
        new()
        {
            Journal = new()
            {
                Anchor = new()
                {
                    File = file,
                    KeyVariable = _variable,
                    Webhook = webhook,
                    Interval = Interval,
                },
            },
        };

    private async Task<AnchorKeeper> StartAsync(WatchdogOptions options)
    {
        _tail.CatchUp();
        var keeper = new AnchorKeeper(
            options,
            Journal,
            _tail,
            [
                new FileSink(options, Journal),
                new WebhookSink(options, _services.GetRequiredService<IHttpClientFactory>()),
            ],
            _board,
            _time,
            _log
        );
        await keeper.StartAsync(CancellationToken.None);
        return keeper;
    }

    private Task AnchoredAsync(long position) =>
        Wait.UntilAsync(
            _time,
            "an anchor",
            () => Standing("file") is { Fault: null } good && good.Position == position
        );

    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(10))
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(2);
        }
    }

    private List<long> Claims()
    {
        if (!System.IO.File.Exists(File))
        {
            return [];
        }

        Assert.True(AnchorKey.TryRead(_variable, out var key, out _));
        using (key)
        {
            return [.. new AnchorFile(File).Read(key, _ => { }).Select(claim => claim.Position)];
        }
    }

    private void Note(int version) => Append("node/watchdog", version, new NoteAdded("something happened"));

    private void Append(string stream, int version, params IReadOnlyList<IEvent> events)
    {
        Assert.IsType<AppendOutcome.Appended>(
            Journal.Append(Actor.Watchdog, _time.GetUtcNow(), new StreamAppend(stream, version, events))
        );
        _tail.CatchUp();
    }
}
