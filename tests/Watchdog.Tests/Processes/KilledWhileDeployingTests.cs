using System.Globalization;
using System.Text.Json;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Tests.Processes;

/// <summary>
/// A real portal with a bad release, a real watchdog that is killed in the middle of the deploy step, and another one that
/// takes over.
/// </summary>
[Trait("Category", "Processes")]
public sealed class KilledWhileDeployingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly Folder _folder = new();
    private readonly int _port = Ports.FreeBase();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private string Control => Address(10);

    private string Configuration => Path.Combine(_folder.Path, "sandbox", "watchdog.json");

    [UnixFact]
    public async Task Kill_DuringTheDeployStep_TheNextWatchdogGoesOnAndNothingIsDeployedTwice()
    {
        await using var sandbox = RunningProgram.Sandbox(
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
        await using var first = RunningProgram.Watchdog("run", "--config", Configuration);
        await UntilReadyAsync(Address(1), first);
        var log = new Log(_folder.Path);
        log.Report(new DeploymentStarted("pipeline-1", Component.Api, "v1.9.0-sse-stall", "pipeline"));
        await using var deploy = RunningProgram.Sandbox(
            "deployer",
            "deploy",
            "--control",
            Control,
            "--environment",
            "Prod",
            "--component",
            "Api",
            "--tag",
            "v1.9.0-sse-stall",
            "--key",
            "pipeline-1"
        );
        Assert.Equal(0, await deploy.EndAsync(Patience));

        log.Report(new DeploymentEnded("pipeline-1", Component.Api, "v1.9.0-sse-stall", Succeeded: true, ""));
        await Wait.UntilAsync(
            "a rollback is proposed",
            () => log.Incident?.Status == IncidentStatus.Proposed,
            Patience
        );
        log.Approve();
        await Wait.UntilAsync("the operation runs", () => OperationIsAsync(log.DeployKey, "Running"), Patience);
        await first.KillAsync();
        Assert.Equal(StepStatus.Running, log.Incident!.Steps[1].Status);

        await using var second = RunningProgram.Watchdog("run", "--config", Configuration);
        await Wait.UntilAsync(
            "the run went on to its end",
            () =>
            {
                Assert.NotEqual(IncidentStatus.Failed, log.Incident!.Status);
                return log.Incident.Status == IncidentStatus.Stabilising;
            },
            Patience
        );

        Assert.Equal(("v1.8.2", "v1.8.2"), (await TagAsync(50), await TagAsync(51)));
        var events = log.Events();
        Assert.All(
            log.Incident!.Steps,
            step => Assert.Equal(1, events.OfType<StepStarted>().Count(s => s.Number == step.Step.Number))
        );
        var operation = await OperationAsync(log.DeployKey);
        Assert.Equal("Finished", operation.GetProperty("state").GetString());
        var stops = operation.GetProperty("log").EnumerateArray().Select(line => line.GetString()!).ToList();
        Assert.Single(stops, line => line.Contains("Prod/api-1: stopping", StringComparison.Ordinal));
        Assert.Single(stops, line => line.Contains("Prod/api-2: stopping", StringComparison.Ordinal));
        Assert.Equal("NeverStarted", (await OperationAsync(log.DeployKey + "-try2")).GetProperty("state").GetString());
        Assert.Contains("find ", string.Join('\n', log.Incident.Steps[1].Output), StringComparison.Ordinal);
        Assert.Null(new Store(_folder.Path).Journal.Verify());

        Assert.Equal(0, await second.TerminateAsync(TimeSpan.FromSeconds(10)));
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

        public string DeployKey => Incident!.Steps.First(step => step.Step.Kind == StepKind.Deploy).Step.Key;

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
