using System.Collections.Concurrent;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Runner.Smoke;

namespace Mcpx.Watchdog.Tests.Runner;

/// <summary>Checks of the operator's own block like any other.</summary>
public sealed class CommandSmokeTests
{
    private readonly ConcurrentQueue<string> _said = new();

    [Fact]
    public async Task Run_NoneConfigured_ChecksNothing() => Assert.Empty(await RunAsync());

    [UnixTheory]
    [InlineData("exit 0", true, "ended with 0")]
    [InlineData("echo too slow; exit 99", false, "ended with 99")]
    [InlineData("kill -9 $$", false, "ended with 137")]
    public async Task Run_Ends_PassesWithZeroOnly(string script, bool passed, string how)
    {
        var check = Assert.Single(await RunAsync(Shell(script)));

        Assert.Equal(("k6", passed), (check.Name, check.Passed));
        Assert.StartsWith(how, check.Measured, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Run_Environment_HasTheAddressAndTheTokenAndNoOtherSecret()
    {
        await RunAsync(Shell("echo \"$BASE_URL $TOKEN [$MCPX_SERVICE_TOKEN]\""));

        Assert.Equal([$"k6  http://127.0.0.1:9 {TestEnvironment.PortalToken} []"], _said);
    }

    [UnixFact]
    public async Task Run_Hangs_IsKilledWithItsChildrenAndFails()
    {
        var check = Assert.Single(
            await RunAsync(Shell("sleep 600 & wait") with { Timeout = TimeSpan.FromMilliseconds(200) })
        );

        Assert.False(check.Passed);
        Assert.StartsWith("had not ended, killed", check.Measured, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoSuchProgram_FailsAndSaysWhy()
    {
        var check = Assert.Single(
            await RunAsync(new CommandCheckOptions { Name = "k6", Command = ["/no/such/program"] })
        );

        Assert.False(check.Passed);
        Assert.StartsWith("could not be started", check.Measured, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Run_PrintsWithoutEnd_IsKeptShort()
    {
        await RunAsync(Shell("yes | head -n 100000"));

        Assert.Equal(1_000, _said.Count);
    }

    [UnixFact]
    public async Task Run_Several_OneAfterTheOther()
    {
        var checks = await RunAsync(
            Shell("echo 1"),
            Shell("echo 2; exit 1") with
            {
                Name = "own",
            },
            Shell("echo 3") with
            {
                Name = "third",
            }
        );

        Assert.Equal([true, false, true], checks.Select(check => check.Passed));
        Assert.Equal(["k6  1", "own  2", "third  3"], _said);
    }

    private static CommandCheckOptions Shell(string script) => new() { Name = "k6", Command = ["sh", "-c", script] };

    private Task<IReadOnlyList<Check>> RunAsync(params CommandCheckOptions[] checks)
    {
        var environment = Some.Environment();
        var plan = Some.Plan(environment) with { Validation = new() { Commands = checks.Length > 0 ? checks : null } };
        var incident = new Incident { Id = "INC-0001", Environment = "Prod" };
        var step = plan.Steps.Single(one => one.Kind == Mcpx.Domain.Rollback.StepKind.Validate);
        return new CommandSmoke(TimeProvider.System).RunAsync(
            new StepContext(incident, plan, step, environment, Attempt: 1, Resumed: false, _said.Enqueue),
            CancellationToken.None
        );
    }
}
