using System.Text.Json;
using CsCheck;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Changes;
using Mcpx.Watchdog.Workflows;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Probes.Changes;

public sealed class AuditProbeTests : IDisposable
{
    private readonly Rig _rig = new();
    private readonly OwnRequests _requests;
    private readonly Folder _folder = new();
    private readonly ConfiguredFiles _files = new();

    public AuditProbeTests()
    {
        _requests = new(_rig.Options);
        _folder.File(
            "walk.yaml",
            "writes: ['config:Watchdog:Walk']\nsteps: [{ name: a, path: /a }]\ncleanup: [{ name: b, path: /b }]"
        );
        var probed = _rig.Environment with { Probes = new() { Workflows = new() { Files = ["walk.yaml"] } } };
        var errors = new List<ConfigurationError>();
        _files.Read(Some.Options(probed), _folder.Path, errors);
        Assert.Empty(errors);
    }

    public static TheoryData<string> Bad => [.. Behaviours.Bad.Keys];

    public void Dispose()
    {
        _folder.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public async Task Ask_NewEntries_BecomeChangesAtTheirOwnTime()
    {
        await ReadAsync(
            Entry(2, "flag:EnableLegacyHttpSse", -2, "off", "on"),
            Entry(1, "config:Cors:AllowedOrigins", -5, "https://a", "https://b"),
            Entry(3, "config:Ui:PageSize", -1, null, "50"),
            Entry(4, "login:ada", -1, null, "x")
        );

        Assert.Equal(
            [
                new(
                    "1",
                    ChangeKind.AllowList,
                    Component,
                    "Cors:AllowedOrigins",
                    "https://a",
                    "https://b",
                    "ada",
                    At(-5)
                ),
                new("2", ChangeKind.Flag, Component, "EnableLegacyHttpSse", "off", "on", "ada", At(-2)),
                new("3", ChangeKind.Config, Component, "Ui:PageSize", null, "50", "ada", At(-1)),
            ],
            Changes
        );
    }

    [Fact]
    public async Task Ask_AgainAndAfterARestart_TakesEachOnce()
    {
        var probe = Probe();
        await ReadAsync(probe, Entry(1, "config:A", -5, "a", "b"));
        await ReadAsync(probe, Entry(2, "config:A", -1, "b", "c"), Entry(1, "config:A", -5, "a", "b"));
        var head = _rig.Store.Journal.Head();

        await ReadAsync(probe, Entry(2, "config:A", -1, "b", "c"), Entry(1, "config:A", -5, "a", "b"));
        await ReadAsync(Probe(), Entry(2, "config:A", -1, "b", "c"), Entry(1, "config:A", -5, "a", "b"));

        Assert.Equal(["1", "2"], Changes.Select(change => change.Id));
        Assert.Equal(head, _rig.Store.Journal.Head());
    }

    [Fact]
    public async Task Ask_OwnWriteOfAWorkflow_IsNoChange()
    {
        await ReadAsync(Entry(1, "config:Watchdog:Walk", -2, "idle", "walk-1", _requests.Next()));

        Assert.Empty(Changes);
    }

    [Fact]
    public async Task Ask_WhatOnlyLooksLikeAnOwnWrite_IsAChange()
    {
        var imitated = $"wd{new string('a', 32)}";
        await ReadAsync(
            Entry(1, "config:Watchdog:Walk", -3, "idle", "x", "r"),
            Entry(2, "config:Watchdog:Walk", -2, "idle", "x", imitated),
            Entry(3, "config:Cors:AllowedOrigins", -1, "a", "b", _requests.Next())
        );

        Assert.Equal(["1", "2", "3"], Changes.Select(change => change.Id));
    }

    [Fact]
    public async Task Ask_FirstRead_LooksBackAnHourOnly()
    {
        await ReadAsync(Entry(1, "config:A", -61, "a", "b"), Entry(2, "config:A", -59, "b", "c"));

        Assert.Equal(["2"], Changes.Select(change => change.Id));
    }

    [Fact]
    public async Task Ask_FloodOfEntries_FillsNoJournal()
    {
        var probe = Probe();
        var flood = Enumerable.Range(1, 1_500).Select(id => Entry(id, "config:A", -1, "a", "b")).ToArray();

        await ReadAsync(probe, flood);
        await ReadAsync(probe, flood);

        Assert.Equal(200, _rig.Events<ChangeSeen>().Count);
    }

    [Theory]
    [InlineData("Db:Password", "short")]
    [InlineData("Some:Key", "Server=a;Password=hunter2")]
    [InlineData("Some:Key", "-----BEGIN PRIVATE KEY-----")]
    [InlineData("Some:Key", $"x {TestEnvironment.PortalToken} y")]
    public async Task Ask_SecretValue_IsKeptAsItsDigestOnly(string key, string value)
    {
        await ReadAsync(Entry(1, $"config:{key}", -1, value, value));

        var change = Assert.Single(Changes);
        Assert.Equal(Some.Salted.Of(value), change.Before);
        Assert.Equal(change.Before, change.After);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("""[1,null,"x",[],{}]""")]
    [InlineData("""[{"id":1,"who":"ada","what":"config:A","when":"soon","after":"b"}]""")]
    [InlineData("""[{"id":1,"who":"ada","what":"config:A","after":"b"}]""")]
    [InlineData("""[{"id":1,"who":7,"what":{},"when":[],"after":"b"}]""")]
    [InlineData("""[{"id":1,"who":"\ud800","what":"config:A","when":"2026-11-01T09:00:00Z","after":"b"}]""")]
    public async Task Ask_Garbage_ChangesNothing(string body)
    {
        await using var server = new HostileServer(peer => peer.AnswerAsync("200 OK", body));

        await AskAsync(Probe(), server);

        Assert.Empty(Changes);
    }

    [Fact]
    public void Read_AnyAnswer_IsReadOrPassedOver()
    {
        var pieces = Gen.OneOf(
            Fuzz.OneOf(
                """{"id":7,"who":"ada","what":"config:A","when":"2026-11-01T09:00:00Z","before":"a","after":"b"}""",
                """{"id":"7","who":"ada","what":"flag:","when":"0001-01-01T00:00:00+14:00","after":true}""",
                """{"id":1e9,"who":"x","what":"config:","when":"9999-12-31T23:59:59-14:00","after":null}""",
                """{"id":"\ud800","who":"x","what":"config:A","when":"2026-11-01"}""",
                "[",
                "]",
                ",",
                "{",
                "}",
                "null",
                "\"what\":",
                "\"flag:X\""
            ),
            Gen.String[Gen.Char, 0, 5]
        );
        var seal = _rig.Seals.For(new());
        Gen.OneOf(
                pieces.Array[0, 6].Select(string.Concat),
                pieces.Array[0, 4].Select(parts => "[" + string.Join(',', parts) + "]")
            )
            .Sample(
                text =>
                    Assert.All(
                        AuditEntries.Read(System.Text.Encoding.UTF8.GetBytes(text), seal, (_, _) => false) ?? [],
                        change => Assert.True(change is { Id.Length: > 0, By.Length: > 0, NotBefore: null })
                    ),
                iter: Fuzz.Inputs(3_000)
            );
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Ask_FirstInstanceIsHostile_TheNextIsAsked(string name)
    {
        await using var bad = new HostileServer(Behaviours.Bad[name].Behave);
        await using var good = Answering(Entry(1, "config:A", -1, "a", "b"));

        await AskAsync(Probe(), bad, good);

        Assert.Equal("1", Assert.Single(Changes).Id);
    }

    private const Domain.Signals.Component Component = Domain.Signals.Component.Config;

    private IReadOnlyList<Change> Changes => _rig.Tail.CatchUp().Environment("Prod").Changes;

    private static DateTimeOffset At(int minutes) => Some.Start.AddMinutes(minutes);

    private static object Entry(
        int id,
        string what,
        int minutes,
        string? before,
        string after,
        string requestId = "r"
    ) =>
        new
        {
            id,
            who = "ada",
            what,
            when = At(minutes),
            before,
            after,
            requestId,
        };

    private static HostileServer Answering(params object[] entries)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(entries);
        return new(peer => peer.AnswerAsync("200 OK", body));
    }

    private AuditProbe Probe() =>
        new(
            Portal.Client,
            _rig.Environments,
            _rig.Seals,
            _requests,
            _files,
            _rig.Time,
            NullLogger<AuditProbe>.Instance
        );

    private Task ReadAsync(params object[] entries) => ReadAsync(Probe(), entries);

    private static async Task ReadAsync(AuditProbe probe, params object[] entries)
    {
        await using var server = Answering(entries);
        await AskAsync(probe, server);
    }

    private static async Task AskAsync(AuditProbe probe, params HostileServer[] servers) =>
        await Senses.AskAsync(Senses.Environment(servers), new Inputs(), probe);
}
