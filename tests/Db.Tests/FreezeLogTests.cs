using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Db.Tests;

/// <summary>What is done to a freeze beside an open incident stands in its stream too, and collides with its run.</summary>
public sealed class FreezeLogTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Some.Start);
    private readonly JournalTail _tail;
    private readonly FreezeLog _log;

    public FreezeLogTests()
    {
        _tail = new(_folder.Store.Journal);
        _log = new(_folder.Store.Journal, _tail, _time);
        var options = new WatchdogOptions
        {
            Environments = new Dictionary<string, EnvironmentOptions>(StringComparer.Ordinal) { ["Prod"] = new() },
        };
        _folder.Store.Journal.Append(
            Actor.Watchdog,
            Some.Start,
            new StreamAppend(Streams.Node, 0, [new ConfigurationApplied(options, [])])
        );
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FreezeThenLift_WithoutAnIncident_IsTheEnvironmentsOnly()
    {
        Assert.Null(_log.Freeze("Prod", "audit week", until: null, Some.Ic).Refusal);
        var lifted = _log.Lift("Prod", "over", Some.Ic);

        Assert.Null(lifted.Refusal);
        Assert.Null(lifted.Freezes.InEffect);
        Assert.Equal(
            [typeof(DeploysFrozen), typeof(DeploysUnfrozen)],
            _folder.Store.Journal.Newest("environment/Prod", 9).Reverse().Select(entry => entry.Event.GetType())
        );
    }

    [Fact]
    public void Authorise_BesideAnIncident_StandsInBothStreams()
    {
        new IncidentLog(_folder.Store.Journal, _tail, _time).Execute("INC-0001", Some.Open(), Actor.Watchdog);

        var outcome = _log.Authorise("Prod", Component.Api, "v2", "the fix", TimeSpan.FromHours(1), Some.Ic);

        Assert.Equal("INC-0001", Assert.Single(outcome.Freezes.Hotfixes).Incident);
        Assert.Equal(2, _tail.CatchUp().Incidents["INC-0001"].Version);
        Assert.Equal(2, _tail.Current.Environment("Prod").Version);
    }

    [Fact]
    public void Ran_SameFailureAgain_IsWrittenOnce()
    {
        var failed = new FreezeCommandRan("gitops", Pause: true, Succeeded: false, "ended with 1", []);

        _log.Ran("Prod", failed);
        _log.Ran("Prod", failed with { How = "ended with 2" });
        _log.Ran("Prod", failed with { Succeeded = true });

        Assert.Equal(2, _tail.CatchUp().Environment("Prod").Version);
        Assert.True(_tail.Current.Environment("Prod").Freezes.Commands["gitops"].Succeeded);
    }

    [Fact]
    public void Freeze_UnknownEnvironment_IsRefused() =>
        Assert.Equal(RefusalKind.Unknown, _log.Freeze("Mars", "x", until: null, Some.Ic).Refusal!.Kind);
}
