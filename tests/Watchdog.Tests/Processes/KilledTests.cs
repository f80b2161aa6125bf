using System.Globalization;
using System.Text.Json;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Tests.Processes;

/// <summary>
/// A real portal with a fault, and a watchdog that is killed at every step of the rollback, each time taken over by another: the run
/// goes on from what is so, and nothing is done twice.
/// </summary>
[Trait("Category", "Processes")]
public sealed partial class KilledTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Folder _folder = new();
    private readonly int _port = Ports.FreeBase();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private string Control => Address(10);

    private string Configuration => Path.Combine(_folder.Path, "sandbox", "watchdog.json");

    [UnixTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Kill_AtEveryStepOfAnApiRollback_ActsOnceAndEndsWell(bool whileItRuns)
    {
        await using var sandbox = await BeginAsync();
        var log = new Log(_folder.Path);
        await using (var first = await WatchAsync())
        {
            await DeployAsync(log, "v1.9.0-sse-stall");
            await ApproveAsync(log);
        }

        await KillAtEveryStepAsync(log, whileItRuns);

        Assert.Equal(("v1.8.2", "v1.8.2"), (await TagAsync(50), await TagAsync(51)));
        var key = log.KeyOf(StepKind.Deploy);
        var operation = await OperationAsync(key);
        Assert.Equal("Finished", operation.GetProperty("state").GetString());
        var stops = operation.GetProperty("log").EnumerateArray().Select(line => line.GetString()!).ToList();
        Assert.Single(stops, line => line.Contains("Prod/api-1: stopping", StringComparison.Ordinal));
        Assert.Single(stops, line => line.Contains("Prod/api-2: stopping", StringComparison.Ordinal));
        Assert.Equal("NeverStarted", (await OperationAsync(key + "-try2")).GetProperty("state").GetString());
        var asked = log.Incident!.Steps[1].Output.Any(line => line.Contains("find ", StringComparison.Ordinal));
        Assert.True(asked || !whileItRuns);
    }

    [UnixTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Kill_AtEveryStepOfARevert_WritesOnceAndEndsWell(bool whileItRuns)
    {
        await using var sandbox = await BeginAsync();
        var log = new Log(_folder.Path);
        await using (var first = await WatchAsync())
        {
            await RunAsync("config", "set", "Prod", "Cors:AllowedOrigins", "https://nobody.example");
            await ApproveAsync(log);
        }

        await KillAtEveryStepAsync(log, whileItRuns);

        var key = log.KeyOf(StepKind.Revert);
        Assert.Equal("Finished", (await OperationAsync(key)).GetProperty("state").GetString());
        Assert.Equal("NeverStarted", (await OperationAsync(key + "-try2")).GetProperty("state").GetString());
    }

    private async Task<RunningProgram> BeginAsync()
    {
        var sandbox = RunningProgram.Sandbox(
            "control",
            "--port-base",
            Text(_port),
            "--data",
            _folder.Path,
            "--environments",
            "Prod"
        );
        await UntilReadyAsync(Control, sandbox);
        await ShortenAsync();
        return sandbox;
    }

    private async Task<RunningProgram> WatchAsync()
    {
        var watchdog = RunningProgram.Watchdog("run", "--config", Configuration);
        await UntilReadyAsync(Address(1), watchdog);
        return watchdog;
    }

    private async Task DeployAsync(Log log, string tag)
    {
        log.Report(new DeploymentStarted("pipeline-1", Component.Api, tag, "pipeline"));
        await RunAsync(
            "deployer",
            "deploy",
            "--environment",
            "Prod",
            "--component",
            "Api",
            "--tag",
            tag,
            "--key",
            "pipeline-1"
        );
        log.Report(new DeploymentEnded("pipeline-1", Component.Api, tag, Succeeded: true, ""));
    }

    private async Task RunAsync(params string[] arguments)
    {
        await using var program = RunningProgram.Sandbox([.. arguments, "--control", Control]);
        Assert.Equal(0, await program.EndAsync(Patience));
    }

    private static async Task ApproveAsync(Log log)
    {
        await Wait.UntilAsync(
            "a rollback is proposed",
            () => log.Incident?.Status == IncidentStatus.Proposed,
            Patience
        );
        log.Approve();
    }

    /// <summary>Kills a watchdog in, or right after, each step; the next goes on. The first was ended before the run began.</summary>
    private async Task KillAtEveryStepAsync(Log log, bool whileItRuns)
    {
        var steps = log.Incident!.Steps.Select(step => step.Step).ToList();
        foreach (var step in steps)
        {
            await using var watchdog = RunningProgram.Watchdog("run", "--config", Configuration);
            await Wait.UntilAsync(
                $"step {step.Number} is where it is killed",
                async () => whileItRuns ? await RunsAsync(log, step) : HasEnded(log, step),
                Patience
            );
            await watchdog.KillAsync();
            // What takes seconds is caught in the act; the others may be over before the signal arrives.
            Assert.True(
                !whileItRuns
                    || step.Kind is not (StepKind.Deploy or StepKind.Validate)
                    || log.Incident!.Steps[step.Number - 1].Status == StepStatus.Running,
                step.Title
            );
        }

        await using (var last = RunningProgram.Watchdog("run", "--config", Configuration))
        {
            await Wait.UntilAsync(
                "the run went on to its end",
                () => log.Incident!.Status == IncidentStatus.Stabilising,
                Patience
            );
            await UntilReadyAsync(Address(1), last);
            Assert.Equal(0, await last.TerminateAsync(TimeSpan.FromSeconds(20)));
        }

        var events = log.Events();
        Assert.Empty(events.OfType<StepFailed>());
        Assert.All(
            steps,
            step => Assert.Single(events.OfType<StepStarted>(), started => started.Number == step.Number)
        );
        Assert.All(steps, step => Assert.Single(events.OfType<StepSucceeded>(), ended => ended.Number == step.Number));
        Assert.Null(new Store(_folder.Path).Journal.Verify());
    }

    /// <summary>Whether a step acts: a deployment when its operation is under way, anything else once it has begun.</summary>
    private async Task<bool> RunsAsync(Log log, PlanStep step) =>
        HasEnded(log, step)
        || (
            log.Incident!.Steps[step.Number - 1].Status == StepStatus.Running
            && (step.Kind != StepKind.Deploy || await OperationIsAsync(step.Key, "Running"))
        );

    private static bool HasEnded(Log log, PlanStep step)
    {
        var incident = log.Incident!;
        Assert.True(
            incident is { Paused: null, Status: not IncidentStatus.Failed },
            $"{incident.Status} {incident.Paused} {incident.NextStep?.Summary}"
        );
        return incident.Steps[step.Number - 1].Status == StepStatus.Succeeded;
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Address(int offset) => $"http://127.0.0.1:{Text(_port + offset)}";

    /// <summary>Shorter waits than the sandbox's own, so that the test ends soon; what is checked stays.</summary>
    private async Task ShortenAsync()
    {
        var text = await File.ReadAllTextAsync(Configuration);
        await File.WriteAllTextAsync(
            Configuration,
            text.Replace("\"SmokeFor\": \"00:00:06\"", "\"SmokeFor\": \"00:00:04\"", StringComparison.Ordinal)
        );
    }

    private async Task UntilReadyAsync(string address, RunningProgram program) =>
        await Wait.UntilAsync(
            $"{address} is ready",
            async () =>
            {
                Assert.False(program.HasExited, program.Output + program.Error);
                try
                {
                    using var answer = await _http.GetAsync(new Uri(address + "/ready"));
                    return answer.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            Patience
        );

    private async Task<JsonElement> OperationAsync(string key)
    {
        using var body = JsonDocument.Parse(await _http.GetStringAsync(new Uri($"{Control}/operations/{key}")));
        return body.RootElement.Clone();
    }

    private async Task<bool> OperationIsAsync(string key, string state) =>
        (await OperationAsync(key)).GetProperty("state").GetString() == state;

    private async Task<string?> TagAsync(int offset)
    {
        using var body = JsonDocument.Parse(await _http.GetStringAsync(new Uri(Address(offset) + "/api/version")));
        return body.RootElement.GetProperty("tag").GetString();
    }

    /// <summary>The journal as another process reads and writes it.</summary>
    private sealed class Log
    {
        private readonly Store _store;
        private readonly JournalTail _tail;
        private readonly IncidentLog _incidents;
        private readonly EnvironmentLog _environments;

        public Log(string data)
        {
            _store = new(data);
            _tail = new(_store.Journal);
            _incidents = new(_store.Journal, _tail, TimeProvider.System);
            _environments = new(_store.Journal, _tail, TimeProvider.System);
        }

        public Incident? Incident => _tail.CatchUp().Incidents.Values.FirstOrDefault();

        public string KeyOf(StepKind kind) => Incident!.Steps.First(step => step.Step.Kind == kind).Step.Key;

        public IReadOnlyList<object> Events() => [.. _store.Journal.ReadAfter(0, 10_000).Select(entry => entry.Event)];

        /// <summary>Reports a deployment, as a pipeline does through the dashboard.</summary>
        public void Report(Domain.Journal.IEvent happened) =>
            _environments.Append("Prod", new("pipeline", Role.Deployer), _ => [happened]);

        public void Approve() =>
            Assert.Null(
                _incidents
                    .Execute(Incident!.Id, new IncidentCommand.Approve(Incident.Proposal!.PlanHash), Some.Ic)
                    .Refusal
            );
    }
}
