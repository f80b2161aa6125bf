using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Runner.Steps;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Deployers;

public sealed partial class DeployStepTests : IDisposable
{
    private const string Key = "INC-0001-plan1-step2";
    private readonly Folder _folder = new();
    private readonly List<string> _output = [];

    [UnixFact]
    public async Task Run_Deploys_SucceedsOnTheInstancesOwnWord()
    {
        var script = new Script(_folder);

        var result = await RunAsync(script);

        Assert.Equal("2 of 2 instances answer v1.8.2", Assert.IsType<StepResult.Succeeded>(result).Summary);
        Assert.Equal([Key], script.Keys);
        Assert.Contains("deploy    replacing", _output);
    }

    [UnixFact]
    public async Task Run_RunsAlready_DoesNothing()
    {
        var script = new Script(_folder) { Observe = Script.AllGood };

        var result = await RunAsync(script);

        Assert.Equal("Api runs v1.8.2 already", Assert.IsType<StepResult.Succeeded>(result).Summary);
        Assert.Empty(script.Keys);
    }

    [UnixTheory]
    [InlineData(
        "exit 0 # deploys nothing",
        Script.AllFailing,
        "not every instance answers v1.8.2: api-1 v1.9.0, api-2 v1.9.0"
    )]
    [InlineData(
        "touch \"$3/done\"",
        "if [ -e \"$3/done\" ]; then echo '{\"instances\":[{\"name\":\"api-1\",\"tag\":\"v1.8.2\"},{\"name\":\"api-2\",\"tag\":\"v1.9.0\"}],\"operations\":[]}'; else "
            + Script.AllFailing
            + "; fi",
        "api-1 v1.8.2, api-2 v1.9.0"
    )]
    [InlineData(
        "touch \"$3/done\"",
        "if [ -e \"$3/done\" ]; then echo '{\"instances\":[{\"name\":\"api-1\",\"tag\":\"v1.7.0\"}],\"operations\":[]}'; else "
            + Script.AllFailing
            + "; fi",
        "api-1 v1.7.0"
    )]
    [InlineData(
        "touch \"$3/done\"",
        "if [ -e \"$3/done\" ]; then echo '{\"instances\":[],\"operations\":[]}'; else " + Script.AllFailing + "; fi",
        "not every instance answers"
    )]
    [InlineData("echo no; exit 1", Script.AllFailing, "The deployer ended with 1")]
    [InlineData("kill -9 $$", Script.AllFailing, "The deployer ended with 137")]
    public async Task Run_DidNotDeploy_FailsWithWhatWasSeen(string deploy, string observe, string reason)
    {
        var result = await RunAsync(new(_folder) { Deploy = deploy, Observe = observe });

        Assert.Contains(reason, Assert.IsType<StepResult.Failed>(result).Reason, StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("echo nonsense")]
    [InlineData("echo '{}'")]
    [InlineData("exit 1")]
    public async Task Run_NobodyCanSayWhatRuns_FailsAndNothingIsStarted(string observe)
    {
        var script = new Script(_folder) { Observe = observe };

        var result = await RunAsync(script);

        Assert.StartsWith(
            "Nothing was begun: ",
            Assert.IsType<StepResult.Failed>(result).Reason,
            StringComparison.Ordinal
        );
        Assert.Empty(script.Keys);
    }

    [UnixFact]
    public async Task Run_ProgramCannotBeStarted_FailsAndSaysSoWithoutTheSystemsProse()
    {
        var gone = new Script(_folder).Options() with { Deploy = ["/no/such/deployer"] };
        var deaf = gone with { Observe = ["/no/such/deployer"] };

        foreach (var options in new[] { gone, deaf })
        {
            Assert.Equal(
                "Nothing was begun: /no/such/deployer could not be started.",
                Assert.IsType<StepResult.Failed>(await RunWithAsync(options)).Reason
            );
        }
    }

    [UnixFact]
    public async Task Run_AfterwardsNobodyCanSayWhatRuns_IsUnknown()
    {
        var script = new Script(_folder)
        {
            Observe = "if [ -e \"$3/done\" ]; then echo garbage; else " + Script.AllFailing + "; fi",
        };

        Assert.IsType<StepResult.Unknown>(await RunAsync(script));
        Assert.Equal([Key], script.Keys);
    }

    [UnixFact]
    public async Task Run_Hangs_IsUnknownAfterItsTime()
    {
        var script = new Script(_folder) { Deploy = "echo \"$2\" >> \"$3/keys\"; sleep 60" };

        var result = await RunAsync(script, timeout: TimeSpan.FromMilliseconds(700));

        Assert.Contains(
            "may still be running",
            Assert.IsType<StepResult.Unknown>(result).Reason,
            StringComparison.Ordinal
        );
    }

    [UnixFact]
    public async Task Run_SomeoneDeployedMeanwhile_FailsAndNothingIsStarted()
    {
        var script = new Script(_folder)
        {
            Observe = "echo '{\"instances\":[{\"name\":\"api-1\",\"tag\":\"v2.0.0\"}],\"operations\":[]}'",
        };

        var result = await RunAsync(script);

        Assert.Contains("api-1 runs v2.0.0", Assert.IsType<StepResult.Failed>(result).Reason, StringComparison.Ordinal);
        Assert.Empty(script.Keys);
    }

    [UnixFact]
    public async Task Run_AnotherOperationRuns_FailsAndNothingIsStarted()
    {
        var script = new Script(_folder)
        {
            Observe =
                "echo '{\"instances\":[{\"name\":\"api-1\",\"tag\":\"v1.9.0\"}],\"operations\":[{\"key\":\"theirs\",\"state\":\"Running\"}]}'",
        };

        var result = await RunAsync(script);

        Assert.Contains("theirs", Assert.IsType<StepResult.Failed>(result).Reason, StringComparison.Ordinal);
        Assert.Empty(script.Keys);
    }

    [UnixFact]
    public async Task Run_LockIsGone_StartsNothing()
    {
        var script = new Script(_folder);

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(script, leads: false));

        Assert.Empty(script.Keys);
    }

    public void Dispose() => _folder.Dispose();

    private Task<StepResult> RunAsync(
        Script script,
        int attempt = 1,
        bool resumed = false,
        bool leads = true,
        TimeSpan? timeout = null,
        DeployerOptions? fallback = null,
        Halt? cancelled = null
    ) => RunWithAsync(script.Options(timeout) with { Fallback = fallback }, attempt, resumed, leads, cancelled);

    private async Task<StepResult> RunWithAsync(
        DeployerOptions options,
        int attempt = 1,
        bool resumed = false,
        bool leads = true,
        Halt? cancelled = null
    )
    {
        var environment = Some.Environment(deployer: options);
        var time = new FakeTimeProvider(Some.Start);
        using var leadership = Leadership.TryTake(new(_folder.Path))!;
        if (!leads)
        {
            File.Delete(Path.Combine(_folder.Path, "leader.lock"));
        }

        using var deployers = Some.Deployers(environment, time);
        var step = new DeployStep(deployers, leadership, time);
        var context = Some.Step(
            environment,
            StepKind.Deploy,
            line =>
            {
                lock (_output)
                {
                    _output.Add(line);
                }
            },
            attempt,
            resumed
        ) with
        {
            CancelAsked = () => cancelled,
        };
        // The clock runs fast for the waits between two looks; the programs take their own time.
        return await Wait.RunAsync(time, step.RunAsync(context, CancellationToken.None));
    }
}
