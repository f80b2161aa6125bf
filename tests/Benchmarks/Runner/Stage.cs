using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Benchmarks.Runner;

/// <summary>The sandbox with Prod and a watchdog beside it, each in a process of its own.</summary>
internal sealed class Stage : IDisposable
{
    private const string Prod = "Prod";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly string _data;
    private readonly int _portBase;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly List<Process> _processes = [];
    private readonly Store _store;
    private readonly JournalTail _tail;
    private readonly IncidentLog _incidents;
    private readonly EnvironmentLog _environments;

    public Stage(string data, int portBase)
    {
        (_data, _portBase) = (data, portBase);
        _store = new(data);
        _tail = new(_store.Journal);
        _incidents = new(_store.Journal, _tail, TimeProvider.System);
        _environments = new(_store.Journal, _tail, TimeProvider.System);
        Directory.CreateDirectory(Timings);
        try
        {
            StartAll();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void StartAll()
    {
        Start("Sandbox", "control", "--port-base", Text(_portBase), "--data", _data, "--environments", Prod);
        Until($"{Address(10)} is ready", () => IsReady(10));
        Configure();
        Start("Watchdog", "run", "--config", Configuration);
        Until($"{Address(1)} is ready", () => IsReady(1));
    }

    private string Configuration => Path.Combine(_data, "sandbox", "watchdog.json");

    private string Timings => Path.Combine(_data, "deployer");

    /// <summary>Deploys a broken API, approves what is proposed and waits until it is restored and over.</summary>
    public RunTimes Rollback(int number)
    {
        var id = FormattableString.Invariant($"benchmark-{number}");
        _environments.Append(Prod, Deployer, _ => [new DeploymentStarted(id, Component.Api, Broken, Deployer.Name)]);
        using (
            var deploy = Start(
                "Sandbox",
                "deployer",
                "deploy",
                "--control",
                Address(10),
                "--environment",
                Prod,
                "--component",
                "Api",
                "--tag",
                Broken,
                "--key",
                id
            )
        )
        {
            deploy.WaitForExit();
            _processes.Remove(deploy);
        }

        _environments.Append(Prod, Deployer, _ => [new DeploymentEnded(id, Component.Api, Broken, true, "")]);
        Until("a rollback is proposed", () => Current is { Status: IncidentStatus.Proposed });
        var incident = Current!;
        if (incident.Proposal!.Plan.Kind != PlanKind.Api)
        {
            throw new InvalidOperationException($"{incident.Proposal.Plan.Kind} was proposed, not the API.");
        }

        _incidents.Execute(incident.Id, new IncidentCommand.Approve(incident.Proposal.PlanHash), Approver);
        Until(
            "the rollback is over",
            () =>
                _tail.CatchUp().Incidents[incident.Id] is { Status: not IncidentStatus.Failed } now
                    ? now.EndedAt is not null
                    : throw new InvalidOperationException($"{incident.Id} failed: {Current?.NextStep?.Summary}")
        );
        return RunTimes.Of(_store.Journal.Read(Streams.Incident(incident.Id)), TimedCommand.Read(Timings));
    }

    public void Dispose()
    {
        // The watchdog first: it would see the portal go.
        foreach (var process in Enumerable.Reverse(_processes).Where(process => !process.HasExited))
        {
            using (var kill = Process.Start("kill", ["-TERM", Text(process.Id)]))
            {
                kill.WaitForExit();
            }

            if (!process.WaitForExit(TimeSpan.FromSeconds(20)))
            {
                process.Kill();
            }

            process.Dispose();
        }

        _http.Dispose();
    }

    private const string Broken = "v1.9.0-sse-stall";

    /// <summary>What the launcher would give them; the password is the one that the sandbox's web takes.</summary>
    private static readonly (string Variable, string Value)[] Secrets =
    [
        ("MCPX_PORTAL_TOKEN", "portal-token-of-the-benchmark"),
        ("MCPX_SERVICE_TOKEN", "service-token-of-the-benchmark"),
        ("MCPX_PAGERDUTY_KEY", "paging-key-of-the-benchmark"),
        ("MCPX_WEB_PASSWORD", "portal-visitor"),
    ];

    private static Actor Deployer { get; } = new("pipeline", Role.Deployer);

    private static Actor Approver { get; } = new("benchmark", Role.IncidentCommander);

    private Incident? Current => _tail.CatchUp().OpenIncident(Prod);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Address(int offset) => $"http://127.0.0.1:{Text(_portBase + offset)}";

    /// <summary>The deployer's commands are timed; the watching after a rollback is short.</summary>
    private void Configure()
    {
        var root = JsonNode.Parse(File.ReadAllText(Configuration))!;
        var prod = root["Watchdog"]!["Environments"]![Prod]!;
        prod["Validation"]!["StabiliseFor"] = "00:00:03";
        var api = prod["Deployers"]!["Api"]!.AsObject();
        foreach (var verb in (string[])["Deploy", "Find", "Observe"])
        {
            var command = api[verb]!.AsArray().Select(word => word!.GetValue<string>());
            string[] timed = ["dotnet", typeof(Stage).Assembly.Location, TimedCommand.Role, Timings, .. command];
            api[verb] = new JsonArray([.. timed.Select(word => (JsonNode)word)]);
        }

        File.WriteAllText(Configuration, root.ToJsonString());
    }

    private Process Start(string name, params string[] arguments)
    {
        var here = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var dll = Path.GetFullPath(Path.Combine(here, "..", "..", name, Path.GetFileName(here), $"Mcpx.{name}.dll"));
        var start = new ProcessStartInfo("dotnet", [dll, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in Secrets)
        {
            start.Environment.TryAdd(variable, value);
        }

        var process = Process.Start(start)!;
        // Read so that it never waits for a reader; said only when something goes wrong is in its own log.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Tell(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);
        return process;
    }

    private static void Tell(string? line)
    {
        if (!string.IsNullOrEmpty(line))
        {
            Console.Error.WriteLine(line);
        }
    }

    private bool IsReady(int offset)
    {
        try
        {
            using var answer = _http.Send(new(HttpMethod.Get, Address(offset) + "/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Until(string what, Func<bool> holds)
    {
        for (var left = Patience; !holds(); left -= Look)
        {
            if (_processes.Find(process => process.HasExited) is { } ended)
            {
                throw new InvalidOperationException($"{ended.StartInfo.ArgumentList[0]} ended with {ended.ExitCode}.");
            }

            if (left <= TimeSpan.Zero)
            {
                throw new TimeoutException($"Not true after {Patience}: {what}.");
            }

            Thread.Sleep(Look);
        }
    }
}
