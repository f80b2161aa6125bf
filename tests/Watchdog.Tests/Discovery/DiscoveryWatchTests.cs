using System.Security.Cryptography;
using System.Text;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Discovery;
using Mcpx.Watchdog.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Discovery;

/// <summary>When a found change counts.</summary>
public sealed class DiscoveryWatchTests : IAsyncDisposable
{
    private readonly AppService _app = new("w1", "w2");
    private readonly Lifetime _lifetime = new();
    private readonly Rebuild _rebuild = new();
    private Rig? _rig;
    private Discoverer? _discoverer;

    [Fact]
    public async Task Look_ChangeSeenTwice_EndsTheHostForOneThatWatchesIt()
    {
        using var watch = await BeginAsync();
        _app.Workers = ["w1", "w2", "w3"];

        await LookAsync(watch, times: 2);

        Assert.True(_lifetime.ApplicationStopping.IsCancellationRequested);
        Assert.Equal(3, _rebuild.Next!.Options.Environments["Prod"].Instances.Count);
        Assert.Empty(_rebuild.Next.Errors);
    }

    [Fact]
    public async Task Look_ChangeSeenOnceOnly_ChangesNothing()
    {
        using var watch = await BeginAsync();
        _app.Workers = ["w1", "w2", "w3"];
        await LookAsync(watch);
        _app.Workers = ["w1", "w2"];

        await LookAsync(watch, times: 3);

        Assert.Null(_rebuild.Next);
        Assert.False(_lifetime.ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task Look_ChangeWhileADeploymentRuns_WaitsForItsEnd()
    {
        using var watch = await BeginAsync();
        _rig!.Approved();
        Do(new IncidentCommand.StartRun());
        while (_rig.Incident.NextStep!.Step is { Kind: not StepKind.Deploy, Number: var number })
        {
            Do(new IncidentCommand.StartStep(number));
            Do(new IncidentCommand.Succeed(number, "done", []));
        }

        var deploy = _rig.Incident.NextStep.Step.Number;
        Do(new IncidentCommand.StartStep(deploy));
        _app.Workers = ["w3", "w4"];
        await LookAsync(watch, times: 4);
        Assert.Null(_rebuild.Next);

        Do(new IncidentCommand.Succeed(deploy, "done", []));
        await LookAsync(watch);
        Assert.NotNull(_rebuild.Next);
    }

    [Fact]
    public async Task Look_SourceFallsSilentAndComesBack_TheWarningsSayIt()
    {
        using var watch = await BeginAsync();
        _app.Workers = [];
        await LookAsync(watch, times: 3);

        Assert.Contains("The 2 known stay watched.", Assert.Single(Warnings), StringComparison.Ordinal);
        Assert.Null(_rebuild.Next);

        _app.Workers = ["w1", "w2"];
        await LookAsync(watch);
        Assert.Empty(Warnings);
    }

    [Fact]
    public async Task Look_FoundSetCannotBeWatched_KeepsTheKnownOne()
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("w3")));
        using var watch = await BeginAsync(Some.Api(new("http://127.0.0.1:9"), $"api-{digest[..6]}"));
        _app.Workers = ["w1", "w2", "w3"];

        await LookAsync(watch, times: 3);

        Assert.Null(_rebuild.Next);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _discoverer?.Dispose();
        _rig?.Dispose();
        _lifetime.Dispose();
    }

    private IReadOnlyList<string> Warnings => _rig!.Tail.CatchUp().Configuration!.Warnings;

    private static async Task LookAsync(DiscoveryWatch watch, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            await watch.LookAsync(CancellationToken.None);
        }
    }

    private void Do(IncidentCommand command) =>
        Assert.Null(_rig!.Incidents.Execute(_rig.Incident.Id, command, Actor.Watchdog).Refusal);

    private async Task<DiscoveryWatch> BeginAsync(params InstanceOptions[] configured)
    {
        var source = new SourceOptions
        {
            AppService = new() { Address = _app.Server.Address.AbsoluteUri, Most = 4 },
        };
        var environment = new EnvironmentOptions { Instances = configured, Discovery = [source] };
        var options = new WatchdogOptions
        {
            Environments = new Dictionary<string, EnvironmentOptions> { ["Prod"] = environment },
        };
        _discoverer = new(options, Portal.Client);
        var found = await _discoverer.AskAsync(options, CancellationToken.None);
        _rig = new();
        return new(
            new(found.Options, [], []),
            _discoverer,
            _rebuild,
            _rig.Store.Journal,
            _rig.Tail,
            _lifetime,
            _rig.Time,
            NullLogger<DiscoveryWatch>.Instance
        );
    }
}
