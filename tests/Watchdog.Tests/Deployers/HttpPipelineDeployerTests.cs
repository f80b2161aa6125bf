using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Runner.Steps;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Deployers;

/// <summary>Held to a server that speaks as such pipelines do; which pipeline it is the configuration says.</summary>
public sealed class HttpPipelineDeployerTests : IDisposable
{
    private const string Key = "INC-0001-plan1-step2";
    private const string Variable = "MCPX_TEST_PIPELINE_TOKEN";

    /// <summary>Where a wait must not run out while the machine is busy.</summary>
    private static readonly TimeSpan Slowly = TimeSpan.FromMilliseconds(40);

    private readonly FakeTimeProvider _time = new(Some.Start);
    private readonly List<string> _output = [];
    private readonly Folder _folder = new();

    public HttpPipelineDeployerTests() => Environment.SetEnvironmentVariable(Variable, "pipeline-token");

    [Fact]
    public async Task Deploy_Runs_IsStartedOnceAndFollowedToItsEnd()
    {
        var looks = 0;
        await using var server = new ApiServer(call =>
            call.Method == "POST" ? new(202, """{"id":17}""")
            : ++looks < 3 ? State("running", "1 of 2 instances")
            : State("succeeded")
        );

        Assert.Null(await DeployAsync(server));

        var start = Assert.Single(server.Acts);
        Assert.Equal(("/deployments", "Bearer pipeline-token"), (start.Path, start.Authorization));
        using var body = JsonDocument.Parse(start.Body);
        Assert.Equal(
            ("Prod", "Api", "v1.8.2", Key),
            (Field("environment"), Field("component"), Field("tag"), Field("key"))
        );
        Assert.All(
            server.Calls.Where(call => call.Method == "GET"),
            look => Assert.Equal($"/deployments/{Key}", look.Path)
        );
        Assert.Contains($"{Key} Running 1 of 2 instances", _output);
        Assert.DoesNotContain(_output, line => line.Contains("pipeline-token", StringComparison.Ordinal));

        string? Field(string name) => body.RootElement.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Deploy_Fails_SaysWhatThePipelineSays()
    {
        await using var server = new ApiServer(call =>
            call.Method == "POST" ? new(201) : State("failed", "no space left")
        );

        Assert.Equal($"{Key} failed: no space left.", await DeployAsync(server));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(429)]
    public async Task Deploy_StartIsRefused_NothingWasBegun(int status)
    {
        await using var server = new ApiServer(_ => new(status, "no such tag", "Retry-After: 1\r\n"));

        var problem = await DeployAsync(server);

        Assert.StartsWith("Nothing was begun", problem, StringComparison.Ordinal);
        Assert.Contains($"{status}: no such tag", problem, StringComparison.Ordinal);
        Assert.Single(server.Calls);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(-1)]
    [InlineData(-2)]
    public async Task Deploy_StartGetsNoClearAnswer_IsUnknownAndNotSentAgain(int status)
    {
        await using var server = new ApiServer(_ =>
            status switch
            {
                -1 => ApiReply.Lost,
                -2 => ApiReply.Silent,
                _ => new(status, "", "Retry-After: 1\r\n"),
            }
        );

        var problem = await Assert.ThrowsAsync<DeployerUnavailableException>(() => DeployAsync(server));

        Assert.Contains($"{Key} may have been begun and is not begun again", problem.Message, StringComparison.Ordinal);
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task Deploy_NobodyListens_NothingWasBegun()
    {
        var server = new ApiServer(_ => ApiReply.Lost);
        await server.DisposeAsync();

        Assert.StartsWith("Nothing was begun", await DeployAsync(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_KeyIsKnownThere_IsFollowed()
    {
        await using var server = new ApiServer(call => call.Method == "POST" ? new(409) : State("succeeded"));

        Assert.Null(await DeployAsync(server));
    }

    [Fact]
    public async Task Deploy_SomethingElseIsInTheWay_NothingWasBegun()
    {
        await using var server = new ApiServer(call =>
            call.Method == "POST" ? new(409, "another one runs") : new(404, "{}")
        );

        Assert.Equal("Nothing was begun: the pipeline answered 409: another one runs.", await DeployAsync(server));
    }

    [Fact]
    public async Task Deploy_NetworkIsLostForAWhile_GoesOn()
    {
        var looks = 0;
        await using var server = new ApiServer(call =>
            call.Method == "POST" ? new(202)
            : ++looks is > 1 and < 5 ? ApiReply.Torn
            : looks < 8 ? State("running")
            : State("succeeded")
        );

        Assert.Null(await DeployAsync(server, Slowly));
        Assert.Contains(_output, line => line.Contains("cannot be looked at", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deploy_NetworkIsLostForGood_IsUnknown()
    {
        await using var server = new ApiServer(call => call.Method == "POST" ? new(202) : ApiReply.Lost);

        await Assert.ThrowsAsync<DeployerUnavailableException>(() => DeployAsync(server));
        Assert.Single(server.Acts);
    }

    [Fact]
    public async Task Deploy_StartedButNeverSeen_IsUnknown()
    {
        await using var server = new ApiServer(call => call.Method == "POST" ? new(202) : new(404, "{}"));

        var problem = await Assert.ThrowsAsync<DeployerUnavailableException>(() => DeployAsync(server));

        Assert.Contains("not to be seen yet", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, """{"title":"not found"}""", 0)]
    [InlineData(200, "[]", 0)]
    [InlineData(200, """{"key":"k","state":"Queued"}""", 1)]
    [InlineData(200, """[{"key":"k","state":"success","detail":"all"}]""", 2)]
    [InlineData(200, """{"key":"k","state":"canceled","detail":7}""", 3)]
    public async Task Find_Answer_IsRead(int status, string body, int expected)
    {
        await using var server = new ApiServer(_ => new(status, body));

        Assert.Equal((OperationState)expected, (await FindAsync(server)).State);
    }

    /// <summary>None of it may read as "never started": that would be begun twice.</summary>
    [Theory]
    [InlineData(404, "<html>no such page</html>")]
    [InlineData(404, "")]
    [InlineData(200, "")]
    [InlineData(200, "null")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"key":"other","state":"running"}""")]
    [InlineData(200, """{"key":"k"}""")]
    [InlineData(200, """{"key":"k","state":"perhaps"}""")]
    [InlineData(200, """{"key":"k","state":1}""")]
    [InlineData(200, """{"key":"k","state":"\ud800"}""")]
    [InlineData(200, """[{"key":"k","state":"running"},{"key":"k","state":"failed"}]""")]
    [InlineData(200, "[1]")]
    [InlineData(302, "{}")]
    [InlineData(500, "{}")]
    [InlineData(401, "{}")]
    public async Task Find_AnythingElse_IsUnknown(int status, string body)
    {
        await using var server = new ApiServer(_ => new(status, body));

        await Assert.ThrowsAsync<DeployerUnavailableException>(() => FindAsync(server));
    }

    [Fact]
    public async Task Find_EndlessAnswer_IsUnknown()
    {
        await using var server = new ApiServer(_ => ApiReply.Json($"\"{new string('x', 5_000_000)}\""));

        await Assert.ThrowsAsync<DeployerUnavailableException>(() => FindAsync(server));
    }

    [Fact]
    public async Task Find_Throttled_WaitsAsTold()
    {
        var looks = 0;
        await using var server = new ApiServer(_ =>
            ++looks < 3 ? new(429, "", "Retry-After: 30\r\n") : State("running", key: "k")
        );
        var before = _time.GetUtcNow();

        Assert.Equal(OperationState.Running, (await FindAsync(server)).State);

        Assert.True(_time.GetUtcNow() - before >= TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Find_ThrottledForGood_IsUnknown()
    {
        await using var server = new ApiServer(_ => new(503));

        await Assert.ThrowsAsync<DeployerUnavailableException>(() => FindAsync(server));
        Assert.Equal(5, server.Calls.Count);
    }

    [Fact]
    public async Task Preflight_NothingSpeaksAgainstIt_SaysNothing()
    {
        await using var server = new ApiServer(_ => new(404, "{}"));

        Assert.Null(await Deployer(server).PreflightAsync(Arguments(server), CancellationToken.None));
        Assert.Empty(server.Acts);
    }

    [Fact]
    public async Task Preflight_KeyIsKnown_SaysSo()
    {
        await using var server = new ApiServer(_ => State("running"));

        Assert.Contains(
            "knows INC-0001-plan1-step2 already: Running",
            await Deployer(server).PreflightAsync(Arguments(server), CancellationToken.None),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Deploy_ConfigurationIsNotWhatWasApproved_DoesNothing()
    {
        await using var server = new ApiServer(_ => new(202));
        var approved = Arguments(server);
        var other = Deployer(server, pipeline => pipeline with { Start = $"{server.Address}/elsewhere" });

        var problem = await other.DeployAsync(approved, _output.Add, CancellationToken.None);

        Assert.Contains("changed after the approval", problem, StringComparison.Ordinal);
        Assert.Contains("/elsewhere", problem, StringComparison.Ordinal);
        Assert.Contains(
            "another deployer",
            await other.PreflightAsync(["deploy", "v1"], CancellationToken.None),
            StringComparison.Ordinal
        );
        Assert.Empty(server.Calls);
    }

    [Fact]
    public async Task Cancel_Address_GetsOnePost()
    {
        await using var server = new ApiServer(_ => new(202));
        var deployer = Deployer(
            server,
            pipeline => pipeline with { Cancel = $"{server.Address}/deployments/{{key}}/cancel" }
        );

        Assert.Null(await deployer.CancelAsync("a b", CancellationToken.None));

        Assert.Equal("/deployments/a%20b/cancel", Assert.Single(server.Acts).Path);
    }

    [Fact]
    public async Task Cancel_NoAddress_SaysSo()
    {
        await using var server = new ApiServer(_ => new(500));

        Assert.Contains(
            "Http:Cancel",
            await Deployer(server).CancelAsync("k", CancellationToken.None),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("v1.8.2", "v1.8.2", null)]
    [InlineData("v1.8.2", "v1.9.0", "api-1 v1.8.2, api-2 v1.9.0")]
    [InlineData("v1.7.0", "v1.7.0", "api-1 v1.7.0, api-2 v1.7.0")]
    public async Task Step_PipelineSaysItIsDone_OnlyTheInstancesAreBelieved(string one, string two, string? seen)
    {
        var done = false;
        await using var server = new ApiServer(call =>
        {
            done |= call.Method == "POST";
            return call.Method == "POST" ? new(202)
                : done ? State("succeeded")
                : new(404, "{}");
        });
        await using var first = new ApiServer(_ => Tag(done ? one : "v1.9.0"));
        await using var second = new ApiServer(_ => Tag(done ? two : "v1.9.0"));
        var environment = Some.Environment(
            instances: [Some.Api(new(first.Address)), Some.Api(new(second.Address), "api-2")],
            deployer: Options(server)
        );
        using var leadership = Leadership.TryTake(new(_folder.Path))!;
        using var deployers = Some.Deployers(environment, _time);
        var step = new DeployStep(deployers, leadership, _time);

        var result = await Wait.RunAsync(
            _time,
            step.RunAsync(Some.Step(environment, StepKind.Deploy, Note), CancellationToken.None)
        );

        if (seen is null)
        {
            Assert.Equal("2 of 2 instances answer v1.8.2", Assert.IsType<StepResult.Succeeded>(result).Summary);
        }
        else
        {
            Assert.Contains(seen, Assert.IsType<StepResult.Failed>(result).Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Step_ResumedWhileThePipelineRuns_WaitsAndStartsNothing()
    {
        var looks = 0;
        await using var server = new ApiServer(_ => ++looks < 4 ? State("running") : State("succeeded"));
        await using var instance = new ApiServer(_ => Tag(Some.Good));
        var environment = Some.Environment(instances: [Some.Api(new(instance.Address))], deployer: Options(server));
        using var leadership = Leadership.TryTake(new(_folder.Path))!;
        using var deployers = Some.Deployers(environment, _time);

        var result = await Wait.RunAsync(
            _time,
            new DeployStep(deployers, leadership, _time).RunAsync(
                Some.Step(environment, StepKind.Deploy, Note, resumed: true),
                CancellationToken.None
            )
        );

        Assert.Equal("api-1 answers v1.8.2", Assert.IsType<StepResult.Succeeded>(result).Summary);
        Assert.Empty(server.Acts);
        Assert.Equal(3, _output.Count(line => line.Contains("Running", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Step_PreflightSpeaksAgainstIt_StartsNothingAndSaysWhy()
    {
        await using var server = new ApiServer(_ => State("running", "by somebody else"));
        await using var instance = new ApiServer(_ => Tag(Some.Failing));
        var environment = Some.Environment(instances: [Some.Api(new(instance.Address))], deployer: Options(server));
        using var leadership = Leadership.TryTake(new(_folder.Path))!;
        using var deployers = Some.Deployers(environment, _time);

        var result = await Wait.RunAsync(
            _time,
            new DeployStep(deployers, leadership, _time).RunAsync(
                Some.Step(environment, StepKind.Deploy, Note),
                CancellationToken.None
            )
        );

        Assert.StartsWith(
            "Nothing was begun. The pipeline knows INC-0001-plan1-step2 already",
            Assert.IsType<StepResult.Failed>(result).Reason,
            StringComparison.Ordinal
        );
        Assert.Empty(server.Acts);
    }

    public void Dispose() => _folder.Dispose();

    private static ApiReply Tag(string tag) => ApiReply.Json($$"""{"tag":"{{tag}}"}""");

    private static ApiReply State(string state, string detail = "", string key = Key) =>
        ApiReply.Json($$"""{"key":"{{key}}","state":"{{state}}","detail":"{{detail}}"}""");

    private static DeployerOptions Options(
        ApiServer server,
        Func<HttpPipelineOptions, HttpPipelineOptions>? change = null
    ) =>
        new()
        {
            Http = (change ?? (same => same))(
                new()
                {
                    Start = $"{server.Address}/deployments",
                    Find = $"{server.Address}/deployments/{{key}}",
                    TokenVariable = Variable,
                    RequestTimeout = TimeSpan.FromSeconds(2),
                }
            ),
        };

    private static IReadOnlyList<string> Arguments(ApiServer server) =>
        DeployerArguments.Of(
            Options(server),
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

    private IDeployer Deployer(ApiServer server, Func<HttpPipelineOptions, HttpPipelineOptions>? change = null) =>
        Some.Deployers(Some.Environment(deployer: Options(server, change)), _time).Of("Prod", Component.Api);

    private Task<string?> DeployAsync(ApiServer server, TimeSpan? step = null) =>
        Wait.RunAsync(_time, Deployer(server).DeployAsync(Arguments(server), Note, CancellationToken.None), step);

    private Task<Found> FindAsync(ApiServer server) =>
        Wait.RunAsync(_time, Deployer(server).FindAsync("k", CancellationToken.None));
}
