using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Probes.Changes;
using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Probes.Security;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Runner.Smoke;
using Mcpx.Watchdog.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Runner;

/// <summary>Parity is asked again until nothing critical is left (runbook section 9).</summary>
public sealed class ParitySmokeTests : IAsyncDisposable
{
    private readonly ConfiguredPortal _portal = new();
    private readonly WireClient _wire = new();
    private readonly Folder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _said = [];

    public async ValueTask DisposeAsync()
    {
        _wire.Dispose();
        await _portal.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_Reapplied_Passes()
    {
        _portal.Show(("Cors:AllowedOrigins", "https://a"));

        var check = Assert.Single(await RunAsync(PlanKind.ParityReapply));

        Assert.True(check.Passed);
        Assert.StartsWith("0 critical, 0 warnings in 1 keys, prod.yaml ", check.Measured, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_StillDrifted_AsksAgainAndThenBlocksAndSaysWhat()
    {
        _portal.Show(("Cors:AllowedOrigins", "https://b"));

        var check = Assert.Single(await RunAsync(PlanKind.ParityReapply));

        Assert.False(check.Passed);
        Assert.Contains("Cors:AllowedOrigins is 'https://b'", check.Measured, StringComparison.Ordinal);
        Assert.True(_portal.Polls > 1);
    }

    [Fact]
    public async Task Run_PortalDoesNotAnswer_IsNotMeasuredAndBlocks()
    {
        _portal.Break();

        var check = Assert.Single(await RunAsync(PlanKind.ParityReapply));

        Assert.False(check.Passed);
        Assert.StartsWith("not measured: api-1 ", check.Measured, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ExpectedFileIsBroken_IsNotMeasuredAndBlocks()
    {
        var check = Assert.Single(await RunAsync(PlanKind.ParityReapply, expected: "severity: high"));

        Assert.False(check.Passed);
        Assert.StartsWith("not measured: ", check.Measured, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AnLkgWhereParityHadBreached_IsAskedToo()
    {
        _portal.Show(("Cors:AllowedOrigins", "https://a"));

        Assert.Empty(await RunAsync(PlanKind.Api));
        Assert.Single(await RunAsync(PlanKind.Api, breached: TriggerNames.Parity));
    }

    private async Task<IReadOnlyList<Check>> RunAsync(
        PlanKind kind,
        string expected = "Cors:AllowedOrigins: https://a",
        string breached = TriggerNames.ErrorRate
    )
    {
        var environment = Some.Environment(instances: [Some.Api(_portal.Server.Address)]);
        environment = environment with
        {
            Probes = environment.Probes with { Parity = new() { ExpectedFile = _folder.File("prod.yaml", expected) } },
        };
        var plan = Some.Plan(environment) with { Kind = kind };
        var incident = new Incident
        {
            Id = "INC-0001",
            Environment = "Prod",
            Breaches = [Some.Verdict(breached)],
        };
        var seals = new SecretSeals(Some.Salted, new Secrets(Some.Options(environment)));
        var asked = new ParitySmoke(
            new SettingReader(new PortalClient(_wire), seals, _time),
            seals,
            new ConfiguredFiles(),
            _time
        ).RunAsync(
            new StepContext(
                incident,
                plan,
                plan.Steps.Single(step => step.Kind == StepKind.Validate),
                environment,
                Attempt: 1,
                Resumed: false,
                _said.Add
            ),
            CancellationToken.None
        );
        while (!asked.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(asked, Task.Delay(20));
        }

        return await asked;
    }
}
