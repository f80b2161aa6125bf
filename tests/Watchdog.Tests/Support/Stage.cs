using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>
/// A real portal in processes of its own (the sandbox), with the configuration it writes for the watchdog, and the journal that the
/// watchdog keeps there. Each is five processes: tests that use one take turns, in two collections.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Folder _folder = new();
    private readonly int _port = Ports.FreeBase();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private RunningProgram? _sandbox;

    private Stage(string environment)
    {
        Environment = environment;
        Log = new(_folder.Path, environment);
    }

    /// <summary>The environment it is about.</summary>
    public string Environment { get; }

    public JournalWindow Log { get; }

    /// <summary>The data folder of the watchdog.</summary>
    public string Data => _folder.Path;

    public string Control => Address(10);

    public string Configuration => Path.Combine(_folder.Path, "sandbox", "watchdog.json");

    /// <summary>Starts it, with shorter waits than the sandbox's own so that a test ends soon; what is checked stays.</summary>
    /// <param name="environment">Prod or RTM.</param>
    /// <param name="change">Changes the watchdog's configuration, section <c>Watchdog</c>.</param>
    public static async Task<Stage> BeginAsync(string environment = "Prod", Action<JsonObject>? change = null)
    {
        var stage = new Stage(environment);
        stage._sandbox = RunningProgram.Sandbox(
            "control",
            "--port-base",
            Text(stage._port),
            "--data",
            stage._folder.Path,
            "--environments",
            environment
        );
        await stage.UntilReadyAsync(stage.Control, stage._sandbox);
        var root = JsonNode.Parse(await File.ReadAllTextAsync(stage.Configuration))!;
        var watchdog = root["Watchdog"]!.AsObject();
        var options = watchdog["Environments"]![environment]!;
        options["Validation"]!["SmokeFor"] = "00:00:04";
        // No test waits for these, and a busy machine is slow, too.
        foreach (var trigger in (string[])["Availability", "ErrorRate", "Latency", "SseTtfb"])
        {
            options["Triggers"]![trigger]!["HoldFor"] = "00:10:00";
        }

        change?.Invoke(watchdog);
        await File.WriteAllTextAsync(stage.Configuration, root.ToJsonString());
        return stage;
    }

    /// <summary>A watchdog that is ready.</summary>
    public async Task<RunningProgram> WatchAsync()
    {
        var watchdog = RunningProgram.Watchdog("run", "--config", Configuration);
        await UntilReadyAsync(Address(1), watchdog);
        return watchdog;
    }

    public Task UntilReadyAsync(RunningProgram watchdog) => UntilReadyAsync(Address(1), watchdog);

    /// <summary>A pipeline's deployment, reported as through the dashboard.</summary>
    public async Task DeployAsync(Component component, string tag)
    {
        var id = $"pipeline-{component}-{tag}";
        Log.Report(new DeploymentStarted(id, component, tag, "pipeline"));
        await PutAsync(component, tag, id);
        Log.Report(new DeploymentEnded(id, component, tag, Succeeded: true, ""));
    }

    /// <summary>The same without a report.</summary>
    public Task PutAsync(Component component, string tag, string key = "by-hand") =>
        SandboxAsync(
            "deployer",
            "deploy",
            "--environment",
            Environment,
            "--component",
            component.ToString(),
            "--tag",
            tag,
            "--key",
            key
        );

    /// <summary>A verb of the sandbox.</summary>
    public async Task SandboxAsync(params string[] arguments)
    {
        await using var program = RunningProgram.Sandbox([.. arguments, "--control", Control]);
        Assert.True(await program.EndAsync(Patience) == 0, program.Output + program.Error);
    }

    public async Task<JsonElement> OperationAsync(string key)
    {
        using var body = JsonDocument.Parse(await _http.GetStringAsync(new Uri($"{Control}/operations/{key}")));
        return body.RootElement.Clone();
    }

    public async Task<string?> StateOfAsync(string key) => (await OperationAsync(key)).GetProperty("state").GetString();

    /// <summary>What an instance itself says it runs.</summary>
    /// <param name="instance">0 and 1 are the API's, 2 is the Web's.</param>
    public async Task<string?> TagAsync(int instance)
    {
        var first = Environment == "Prod" ? 50 : 40;
        var path = instance == 2 ? "/version.json" : "/api/version";
        using var body = JsonDocument.Parse(await _http.GetStringAsync(new Uri(Address(first + instance) + path)));
        return body.RootElement.GetProperty("tag").GetString();
    }

    public async ValueTask DisposeAsync()
    {
        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }

        _http.Dispose();
        _folder.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Address(int offset) => $"http://127.0.0.1:{Text(_port + offset)}";

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
                catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
                {
                    // Not yet, or too busy to say.
                    return false;
                }
            },
            Patience
        );
}
