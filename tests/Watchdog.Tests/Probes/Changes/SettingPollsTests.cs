using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Changes;
using Mcpx.Watchdog.Probes.Parity;
using Mcpx.Watchdog.Probes.Security;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Probes.Changes;

public sealed class SettingPollsTests : IAsyncDisposable
{
    private readonly Rig _rig = new();
    private readonly ConfiguredPortal _portal = new();
    private readonly Inputs _inputs = new();
    private SaltedDigest _digest = Some.Salted;

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        _rig.Dispose();
    }

    [Fact]
    public async Task Poll_FirstOne_OnlySetsTheBase()
    {
        await PollAsync(Polls(), ("A", "1"));

        Assert.Empty(Changes);
    }

    [Fact]
    public async Task Poll_SomethingDiffers_IsAChangeBetweenTheTwoPolls()
    {
        var polls = Polls();
        await PollAsync(polls, ("A", "1"), ("flag:X", "off"));
        await PollAsync(polls, ("A", "2"), ("flag:X", "on"));
        await PollAsync(polls, ("A", "2"), ("flag:X", "on"));

        Assert.Equal(
            [(ChangeKind.Config, "A", "1", "2"), (ChangeKind.Flag, "X", "off", "on")],
            Changes.Select(change => (change.Kind, change.Key, change.Before!, change.After!))
        );
        Assert.All(
            Changes,
            change => Assert.Equal((Some.Start.AddSeconds(10), Some.Start), (change.At, change.NotBefore!.Value))
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Poll_AuditTellsOfTheSame_CountsOnceAtTheAuditsTime(bool auditFirst)
    {
        var (polls, audit) = (Polls(), Audit());
        await PollAsync(polls, ("A", "1"));
        var when = _rig.Time.GetUtcNow().AddSeconds(6);
        _portal.Audit(7, "config:A", when, "1", "2");
        if (auditFirst)
        {
            await AskAsync(audit);
            await PollAsync(polls, ("A", "2"));
        }
        else
        {
            await PollAsync(polls, ("A", "2"));
            Assert.Equal(Change.UnknownAuthor, Assert.Single(Changes).By);
            await AskAsync(audit);
        }

        var change = Assert.Single(Changes);
        Assert.Equal(("7", "ada", when, null), (change.Id, change.By, change.At, change.NotBefore));
    }

    [Fact]
    public async Task Poll_AfterARestart_SeesWhatChangedMeanwhile()
    {
        await PollAsync(Polls(), ("A", "1"));
        _rig.Time.Advance(TimeSpan.FromMinutes(20));

        await PollAsync(Polls(), ("A", "2"));

        var change = Assert.Single(Changes);
        Assert.Equal(("1", "2", Some.Start), (change.Before, change.After, change.NotBefore!.Value));
    }

    [Fact]
    public async Task Poll_RestartBeforeThePollWasKept_WritesTheChangeOnce()
    {
        var polls = Polls();
        await PollAsync(polls, ("A", "1"));
        var kept = await File.ReadAllTextAsync(KeptFile);
        await PollAsync(polls, ("A", "2"));
        await File.WriteAllTextAsync(KeptFile, kept);

        await PollAsync(Polls(), ("A", "2"));

        Assert.Single(_rig.Events<ChangeSeen>());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"at":"2026-11-01T09:00:00Z","saltId":"x","values":{"A":null}}""")]
    public async Task Poll_KeptFileIsBroken_OnlySetsTheBase(string text)
    {
        await PollAsync(Polls(), ("A", "1"));
        await File.WriteAllTextAsync(KeptFile, text);

        await PollAsync(Polls(), ("A", "2"));

        Assert.Empty(Changes);
        Assert.Contains("\"A\":\"2\"", await File.ReadAllTextAsync(KeptFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_Secrets_AreDigestsInHistoryAndFile()
    {
        var polls = Polls();
        await PollAsync(polls, ("Db:Password", "first-value"), ("A", "Server=a;Password=other-value"));
        await PollAsync(polls, ("Db:Password", "next-value"), ("A", "Server=a;Password=other-value"));

        var change = Assert.Single(Changes);
        Assert.Equal((_digest.Of("first-value"), _digest.Of("next-value")), (change.Before, change.After));
        Assert.DoesNotContain("-value", await File.ReadAllTextAsync(KeptFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_SaltIsNew_ChangesNoSecret()
    {
        await PollAsync(Polls(), ("Db:Password", "x"), ("A", "1"));
        _digest = new([.. Enumerable.Repeat((byte)9, 32)]);

        await PollAsync(Polls(), ("Db:Password", "x"), ("A", "2"));

        Assert.Equal("A", Assert.Single(Changes).Key);
    }

    [Fact]
    public async Task Poll_NoAnswerOrNothingLeft_ChangesNothingAndIsNoPoll()
    {
        var polls = Polls();
        await PollAsync(polls, ("A", "1"));
        Assert.Null(await PollAsync(polls));
        _portal.Break();
        _rig.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await polls.NewestAsync(Target(), CancellationToken.None));

        await PollAsync(polls, ("A", "2"));

        var change = Assert.Single(Changes);
        Assert.Equal(("1", "2", Some.Start), (change.Before, change.After, change.NotBefore!.Value));
    }

    [Fact]
    public async Task Poll_Flood_FillsNoJournal()
    {
        var polls = Polls();
        await PollAsync(polls, ("A", "1"));
        await PollAsync(polls, [.. Enumerable.Range(0, 1_500).Select(i => ($"K{i}", "1"))]);

        Assert.Equal(200, _rig.Events<ChangeSeen>().Count);
    }

    [Fact]
    public async Task Parity_WithinAPollsInterval_UsesItsAnswer()
    {
        var polls = Polls();
        var expected = _rig.Folder.File("prod.yaml", "A: 1\nDb:Password: right\n");
        var probe = new ParityProbe(
            polls,
            Seals(),
            _rig.Environments,
            new(),
            _inputs,
            NullLogger<ParityProbe>.Instance
        );
        await PollAsync(polls, ("A", "2"), ("Db:Password", "wrong"));

        var environment = Environment() with
        {
            Probes = Environment().Probes with { Parity = new() { ExpectedFile = expected } },
        };
        var told = Assert.Single(await Senses.AskAsync(environment, _inputs, probe));

        Assert.Equal(1, _portal.Polls);
        Assert.Equal(Some.Start, told.At);
        var report = _rig.Tail.CatchUp().Environment("Prod").Parity!;
        Assert.Equal(
            [("A", "1", "2"), ("Db:Password", _digest.Of("right"), _digest.Of("wrong"))],
            report.Differences.Select(difference => (difference.Key, difference.Expected!, difference.Effective!))
        );

        await File.WriteAllTextAsync(expected, "A: 2\nA: 3");
        Assert.Empty(await Senses.AskAsync(environment, _inputs, probe));
    }

    private string KeptFile => Path.Combine(_rig.Options.DataDirectory, "settings-Prod.json");

    private IReadOnlyList<Change> Changes => _rig.Tail.CatchUp().Environment("Prod").Changes;

    private SecretSeals Seals() => new(_digest, _rig.Secrets);

    private SettingPolls Polls() =>
        new(
            new(Portal.Client, Seals(), _rig.Time),
            _rig.Environments,
            _rig.Options,
            new(),
            _rig.Time,
            NullLogger<SettingPolls>.Instance
        );

    private AuditProbe Audit() =>
        new(
            Portal.Client,
            _rig.Environments,
            Seals(),
            new(_rig.Options),
            new(),
            _rig.Time,
            NullLogger<AuditProbe>.Instance
        );

    private Domain.Configuration.EnvironmentOptions Environment() => Senses.Environment([_portal.Server]);

    private Watchdog.Probes.ProbeTarget Target() => new("Prod", Environment());

    private Task AskAsync(AuditProbe audit) => audit.AskAsync(Target(), CancellationToken.None);

    /// <summary>Polls at the next round; the first at the start.</summary>
    private async Task<SettingPoll?> PollAsync(SettingPolls polls, params (string Key, string Value)[] values)
    {
        if (_portal.Polls > 0)
        {
            _rig.Time.Advance(TimeSpan.FromSeconds(10));
        }

        _portal.Show(values);
        return await polls.NewestAsync(Target(), CancellationToken.None);
    }
}
