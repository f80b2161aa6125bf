using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Browser;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Runner.Smoke;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Browser;

/// <summary>The look in a rollback's validation.</summary>
public sealed class BrowserSmokeTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly List<string> _lines = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_NotConfigured_ChecksNothing() => Assert.Empty(await RunAsync(null));

    [UnixFact]
    public async Task Run_Passed_IsACheckAPageAndALineOfOutput()
    {
        var check = Assert.Single(await RunAsync(FakeCheck.Printing(FakeCheck.Result(), 0)));

        Assert.Equal(new("Browser /dashboard, web-1", "20 ms, badge Prod", "renders, badge Prod", Passed: true), check);
        Assert.Equal(["browser   web-1 looks, up to 20 s", "browser   web-1 /dashboard 20 ms, badge Prod"], _lines);
    }

    [UnixFact]
    public async Task Run_Failed_Blocks()
    {
        var checks = await RunAsync(FakeCheck.Printing(FakeCheck.Result(passed: false, "ends at /login"), 1));

        var failed = Assert.IsType<StepResult.Failed>(StepResult.Of(checks));
        Assert.Contains("Browser /dashboard, web-1, ends at /login", failed.Reason, StringComparison.Ordinal);
        Assert.Contains("browser   web-1 /dashboard FAILED: ends at /login", _lines);
    }

    [UnixFact]
    public async Task Run_CouldNotRun_IsTriedAgainAndBlocksWithItsReason()
    {
        var checks = await RunAsync(FakeCheck.Printing(FakeCheck.NotRun("no Chromium is installed"), 2));

        Assert.Equal(
            new("Browser, web-1", "could not run: no Chromium is installed", "a look at every page", Passed: false),
            Assert.Single(checks)
        );
        Assert.Equal(2, new FakeCheck(_folder).Calls);
    }

    [UnixFact]
    public async Task Run_CouldNotRunAtFirst_CountsTheSecondLook()
    {
        var once =
            "[ \"$(wc -l < \"$(dirname \"$0\")/calls\")\" -gt 1 ] || exit 134\n"
            + FakeCheck.Printing(FakeCheck.Result(), 0);

        Assert.True(Assert.Single(await RunAsync(once)).Passed);
    }

    [UnixFact]
    public async Task Run_PlanWasApprovedWithAnotherCheck_RunsTheApprovedOne()
    {
        var approved = new FakeCheck(_folder).Options(FakeCheck.Printing(FakeCheck.Result(), 0));
        var environment = Environment(approved);
        var context = Some.Step(environment, StepKind.Validate, _lines.Add) with
        {
            Options = Environment(new() { Command = ["/no/such/program"] }),
        };

        Assert.True(Assert.Single(await Smoke(environment).RunAsync(context, CancellationToken.None)).Passed);
    }

    private Task<IReadOnlyList<Check>> RunAsync(string? script)
    {
        var environment = Environment(script is null ? null : new FakeCheck(_folder).Options(script));
        return Smoke(environment)
            .RunAsync(Some.Step(environment, StepKind.Validate, _lines.Add), CancellationToken.None);
    }

    private static EnvironmentOptions Environment(BrowserCheckOptions? browser) =>
        Some.Environment(
            instances:
            [
                Some.Api(new("http://127.0.0.1:9")),
                Some.Api(new("http://127.0.0.1:10"), "web-1") with
                {
                    Component = Component.Web,
                },
            ],
            validation: new() { Browser = browser }
        );

    private BrowserSmoke Smoke(EnvironmentOptions environment) =>
        new(
            new BrowserCheck(
                new(TimeProvider.System),
                new(_folder.Store),
                new Secrets(Some.Options(environment)),
                TimeProvider.System,
                NullLogger<BrowserCheck>.Instance
            )
        );
}
