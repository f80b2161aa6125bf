using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Deployers.GitHub;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Deployers;

/// <summary>Held to the documents of GitHub's REST API by a server that speaks them; GitHub itself is not asked.</summary>
public sealed class GitHubActionsDeployerTests
{
    private const string Key = "INC-0001-plan1-step2";
    private const string Variable = "MCPX_TEST_GITHUB_TOKEN";

    /// <summary>Where a wait must not run out while the machine is busy.</summary>
    private static readonly TimeSpan Slowly = TimeSpan.FromMilliseconds(40);

    private readonly FakeTimeProvider _time = new(Some.Start);
    private readonly List<string> _output = [];

    public GitHubActionsDeployerTests() => Environment.SetEnvironmentVariable(Variable, "github-token");

    [Fact]
    public async Task Deploy_Runs_IsDispatchedOnceAndFollowedToItsEnd()
    {
        await using var github = new GitHubServer { Late = 2 };

        Assert.Null(await DeployAsync(github));

        var dispatch = Assert.Single(github.Dispatches);
        Assert.Contains("github-token", dispatch.Authorization, StringComparison.Ordinal);
        using var body = JsonDocument.Parse(dispatch.Body);
        Assert.Equal("main", body.RootElement.GetProperty("ref").GetString());
        Assert.Equal(
            """{"tag":"v1.8.2","environment":"Prod","component":"Api","key":"INC-0001-plan1-step2"}""",
            body.RootElement.GetProperty("inputs").GetRawText()
        );
        Assert.Contains(
            _output,
            line =>
                line.Contains("Running in_progress, build success, deploy in_progress", StringComparison.Ordinal)
                && line.Contains("https://github.com/example/portal/actions/runs/100", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(_output, line => line.Contains("github-token", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("failure")]
    [InlineData("cancelled")]
    [InlineData("timed_out")]
    [InlineData("some_word_of_tomorrow")]
    public async Task Deploy_RunEndsOtherwise_FailsWithTheLink(string conclusion)
    {
        await using var github = new GitHubServer { Conclusion = conclusion };

        var problem = await DeployAsync(github);

        Assert.Contains($"{Key} failed: {conclusion}", problem, StringComparison.Ordinal);
        Assert.Contains("/actions/runs/100", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "Bad credentials")]
    [InlineData(403, "Resource not accessible by personal access token")]
    [InlineData(404, "Not Found")]
    [InlineData(422, "Unexpected inputs provided: [\\\"key\\\"]")]
    [InlineData(429, "You have exceeded a secondary rate limit")]
    public async Task Deploy_DispatchIsRefused_NothingWasBegun(int status, string message)
    {
        await using var github = new GitHubServer
        {
            First = call => call.Method == "POST" ? new(status, $$"""{"message":"{{message}}"}""") : null,
        };

        var problem = await DeployAsync(github);

        Assert.StartsWith($"Nothing was begun: GitHub answered {status}", problem, StringComparison.Ordinal);
        Assert.Single(github.Server.Acts);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(-1)]
    [InlineData(-2)]
    public async Task Deploy_DispatchGetsNoClearAnswer_IsUnknownAndNotSentAgain(int status)
    {
        await using var github = new GitHubServer
        {
            First = call =>
                call.Method != "POST" ? null
                : status == -1 ? ApiReply.Lost
                : status == -2 ? ApiReply.Silent
                : new(status, "{}"),
        };

        var problem = await Assert.ThrowsAsync<DeployerUnavailableException>(() => DeployAsync(github));

        Assert.Contains("may have been begun and is not begun again", problem.Message, StringComparison.Ordinal);
        Assert.Single(github.Server.Acts);
    }

    [Fact]
    public async Task Deploy_NetworkIsLostHalfWay_GoesOn()
    {
        var looks = 0;
        await using var github = new GitHubServer
        {
            First = call => call.Method == "GET" && ++looks is > 2 and < 5 ? ApiReply.Torn : null,
        };

        Assert.Null(await DeployAsync(github, Slowly));
        Assert.Contains(_output, line => line.Contains("cannot be looked at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deploy_Throttled_WaitsAsTold()
    {
        var looks = 0;
        await using var github = new GitHubServer
        {
            First = call =>
                call.Method == "GET" && ++looks == 2
                    ? new(429, """{"message":"slow down"}""", "Retry-After: 20\r\n")
                    : null,
        };

        Assert.Null(await DeployAsync(github));
        Assert.True(_time.GetUtcNow() - Some.Start >= TimeSpan.FromSeconds(20));
        Assert.DoesNotContain(_output, line => line.Contains("cannot be looked at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deploy_WorkflowDoesNotNameItsRun_IsUnknown()
    {
        await using var github = new GitHubServer { First = call => call.Method == "POST" ? new(204) : null };

        var problem = await Assert.ThrowsAsync<DeployerUnavailableException>(() => DeployAsync(github));

        Assert.Contains("not to be seen yet", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_ListedLate_IsFoundAllTheSame()
    {
        await using var github = new GitHubServer { Late = 2, Conclusion = null };
        github.Run(7, $"Rollback {Key}");

        Assert.Equal(OperationState.Running, (await FindAsync(github)).State);
    }

    [Fact]
    public async Task Find_NeverListed_WasNeverStarted()
    {
        await using var github = new GitHubServer();
        github.Run(7, $"Rollback {Key}-try2");

        Assert.Equal(OperationState.NeverStarted, (await FindAsync(github)).State);
        Assert.True(github.Server.Calls.Count > 2);
        Assert.Contains("created=%3E%3D2026-10-25", github.Server.Calls.First().Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_MoreRunsThanAreListed_IsUnknown()
    {
        await using var github = new GitHubServer { Total = 1_200 };

        await Assert.ThrowsAsync<DeployerUnavailableException>(() => FindAsync(github));
    }

    [Theory]
    [InlineData(200, "<html>")]
    [InlineData(200, """{"total_count":"x"}""")]
    [InlineData(200, """{"total_count":1,"workflow_runs":[null]}""")]
    [InlineData(500, "{}")]
    [InlineData(404, "{}")]
    public async Task Find_AnythingElse_IsUnknown(int status, string body)
    {
        await using var github = new GitHubServer { First = _ => new(status, body) };

        await Assert.ThrowsAsync<DeployerUnavailableException>(() => FindAsync(github));
    }

    [Fact]
    public async Task Find_EndlessAnswer_IsUnknown()
    {
        await using var github = new GitHubServer
        {
            First = _ =>
                ApiReply.Json($$"""{"total_count":0,"x":"{{new string('x', 5_000_000)}}","workflow_runs":[]}"""),
        };

        await Assert.ThrowsAsync<DeployerUnavailableException>(() => FindAsync(github));
    }

    [Fact]
    public async Task Preflight_ActiveWorkflow_SaysNothing()
    {
        await using var github = new GitHubServer();

        Assert.Null(await PreflightAsync(github));
        Assert.Empty(github.Server.Acts);
    }

    [Fact]
    public async Task Preflight_WorkflowIsOff_SaysSo()
    {
        await using var github = new GitHubServer { State = "disabled_manually" };

        Assert.Contains("is disabled_manually", await PreflightAsync(github), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preflight_NoSuchWorkflow_SaysSo()
    {
        await using var github = new GitHubServer { First = _ => new(404, """{"message":"Not Found"}""") };

        Assert.Contains(
            "is there a rollback.yml in example/portal",
            await PreflightAsync(github),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Preflight_KeyIsKnown_SaysSo()
    {
        await using var github = new GitHubServer { Conclusion = null };
        github.Run(7, $"Rollback {Key} by hand");

        Assert.Contains("A run carries", await PreflightAsync(github), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_Run_IsAskedFor()
    {
        await using var github = new GitHubServer { Conclusion = null };
        github.Run(7, $"Rollback {Key}");

        Assert.Null(await CancelAsync(github));
        Assert.Equal("/repos/example/portal/actions/runs/7/cancel", Assert.Single(github.Server.Acts).Path);
    }

    [Fact]
    public async Task Cancel_NoRunOrTooLate_SaysSo()
    {
        await using var github = new GitHubServer { First = call => call.Method == "POST" ? new(409, "{}") : null };

        Assert.Contains("No run carries", await CancelAsync(github), StringComparison.Ordinal);
        github.Run(7, $"Rollback {Key}");
        Assert.Contains("409", await CancelAsync(github), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rollback INC-1-plan1-step2", true)]
    [InlineData("INC-1-plan1-step2", true)]
    [InlineData("[INC-1-plan1-step2] by watchdog", true)]
    [InlineData("INC-1-plan1-step21 INC-1-plan1-step2", true)]
    [InlineData("INC-1-plan1-step21", false)]
    [InlineData("INC-1-plan1-step2-try2", false)]
    [InlineData("XINC-1-plan1-step2", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Carries_Title_OnlyTheWholeKeyCounts(string? title, bool expected) =>
        Assert.Equal(expected, RunTitle.Carries(title, "INC-1-plan1-step2"));

    private static DeployerOptions Options(GitHubServer github) =>
        new()
        {
            GitHubActions = new()
            {
                Repository = "example/portal",
                Workflow = "rollback.yml",
                TokenVariable = Variable,
                Address = github.Server.Address,
                RequestTimeout = TimeSpan.FromSeconds(2),
            },
        };

    private static IReadOnlyList<string> Arguments(GitHubServer github) =>
        DeployerArguments.Of(
            Options(github),
            "Prod",
            Component.Api,
            new(Component.Api, Some.Failing, Some.Good, "00"),
            Key
        );

    private void Note(string line)
    {
        lock (_output)
        {
            _output.Add(line);
        }
    }

    private async Task<T> AskAsync<T>(GitHubServer github, Func<IDeployer, Task<T>> ask, TimeSpan? step = null)
    {
        using var deployers = Some.Deployers(Some.Environment(deployer: Options(github)), _time);
        return await Wait.RunAsync(_time, ask(deployers.Of("Prod", Component.Api)), step);
    }

    private Task<string?> DeployAsync(GitHubServer github, TimeSpan? step = null) =>
        AskAsync(github, deployer => deployer.DeployAsync(Arguments(github), Note, CancellationToken.None), step);

    private Task<string?> PreflightAsync(GitHubServer github) =>
        AskAsync(github, deployer => deployer.PreflightAsync(Arguments(github), CancellationToken.None));

    private Task<string?> CancelAsync(GitHubServer github) =>
        AskAsync(github, deployer => deployer.CancelAsync(Key, CancellationToken.None));

    private Task<Found> FindAsync(GitHubServer github) =>
        AskAsync(github, deployer => deployer.FindAsync(Key, CancellationToken.None), Slowly);
}
