using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Runner.Steps;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Deployers;

public sealed class RevertStepTests : IDisposable
{
    private const string Key = "INC-0001-plan1-step2";
    private const string Write = "echo \"$2\" >> \"$3/keys\"; echo \"$1\" >> \"$3/written\"; echo wrote it";
    private const string ByMark =
        "if [ -e \"$3/keys\" ]; then s=Finished; else s=NeverStarted; fi; printf '{\"key\":\"%s\",\"state\":\"%s\"}' \"$2\" $s";
    private readonly Folder _folder = new();
    private readonly List<string> _output = [];

    [UnixFact]
    public async Task Run_Writes_OnceWithNameValueAndKind()
    {
        var result = await RunAsync(Write, ByMark);

        Assert.Equal("Set Cors:Origins back: written", Assert.IsType<StepResult.Succeeded>(result).Summary);
        Assert.Equal(["AllowList Cors:Origins https://a"], File.ReadAllLines(Path.Combine(_folder.Path, "written")));
        Assert.Equal([Key], File.ReadAllLines(Path.Combine(_folder.Path, "keys")));
        Assert.Contains("revert    wrote it", _output);
    }

    [UnixTheory]
    [InlineData("Finished", true)]
    [InlineData("Failed", false)]
    public async Task Resume_WrittenBefore_StartsNothing(string state, bool succeeded)
    {
        var result = await RunAsync(Write, Script.Finding(state), resumed: true);

        Assert.Equal(succeeded, result is StepResult.Succeeded);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "keys")));
    }

    [UnixFact]
    public async Task Resume_NeverStarted_StartsUnderTheSameKey()
    {
        Assert.IsType<StepResult.Succeeded>(await RunAsync(Write, ByMark, resumed: true));

        Assert.Equal([Key], File.ReadAllLines(Path.Combine(_folder.Path, "keys")));
    }

    [UnixFact]
    public async Task Run_Retried_WritesUnderAKeyOfItsOwn()
    {
        await RunAsync(Write, ByMark, attempt: 2);

        Assert.Equal([$"{Key}-try2"], File.ReadAllLines(Path.Combine(_folder.Path, "keys")));
    }

    [UnixTheory]
    [InlineData("exit 3", "The deployer ended with 3")]
    [InlineData("exit 0", "says NeverStarted when asked")]
    public async Task Run_DidNotWrite_Fails(string write, string reason) =>
        Assert.Contains(
            reason,
            Assert.IsType<StepResult.Failed>(await RunAsync(write, ByMark)).Reason,
            StringComparison.Ordinal
        );

    [UnixFact]
    public async Task Run_DeployerDoesNotAnswer_IsUnknown() =>
        Assert.IsType<StepResult.Unknown>(await RunAsync(Write, "exit 1"));

    [Fact]
    public async Task Run_NoDeployer_FailsAndSaysWhatToDo()
    {
        var options = Some.Environment();

        var result = await RunAsync(options, resumed: false, attempt: 1);

        Assert.Contains("by hand", Assert.IsType<StepResult.Failed>(result).Reason, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<StepResult> RunAsync(string write, string find, bool resumed = false, int attempt = 1) =>
        RunAsync(
            Some.Environment() with
            {
                Deployers = new Dictionary<Component, DeployerOptions>
                {
                    [Component.Config] = new() { Deploy = Arguments(write), Find = Arguments(find) },
                },
            },
            resumed,
            attempt
        );

    private string[] Arguments(string snippet) =>
        ["/bin/sh", "-c", snippet, "deployer", "{kind} {name} {value}", "{key}", _folder.Path];

    private async Task<StepResult> RunAsync(EnvironmentOptions options, bool resumed, int attempt)
    {
        var plan = PlanBuilder.BuildRevert(
            1,
            "INC-0001",
            "Prod",
            [new(ChangeKind.AllowList, "Cors:Origins", "https://b", "https://a")],
            schema: null,
            options
        );
        using var leadership = Leadership.TryTake(new(_folder.Path))!;
        using var deployers = Some.Deployers(options);
        var step = new RevertStep(deployers, Some.PortalRevert(), leadership, new FakeTimeProvider());
        return await step.RunAsync(
            new(
                Some.Incident(options),
                plan,
                plan.Steps.Single(known => known.Kind == StepKind.Revert),
                options,
                attempt,
                resumed,
                _output.Add
            ),
            CancellationToken.None
        );
    }
}
