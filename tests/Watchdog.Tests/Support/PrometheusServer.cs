using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>
/// The distribution's real Prometheus on a free port, with a folder of its own, scraping what it is told once a second.
/// </summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Folder _folder = new();
    private readonly Process _process;

    private PrometheusServer(Uri[] targets, string? history)
    {
        var port = Ports.Free();
        Address = new($"http://127.0.0.1:{port}");
        var data = Path.Combine(_folder.Path, "tsdb");
        var configuration = _folder.File(
            "prometheus.yml",
            $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s }
            scrape_configs:
              - job_name: portal
                static_configs:
                  - targets: [{{string.Join(", ", targets.Select(target => $"'{target.Authority}'"))}}]
            """
        );
        if (history is not null)
        {
            Fill(data, _folder.File("history.om", history));
        }

        _process = Run(
            Program!,
            $"--config.file={configuration}",
            $"--storage.tsdb.path={data}",
            $"--web.listen-address=127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}",
            "--log.level=error"
        );
    }

    /// <summary>The program: <c>PROMETHEUS_PATH</c>, else the distribution's; null where there is none.</summary>
    public static string? Program { get; } =
        Environment.GetEnvironmentVariable("PROMETHEUS_PATH") is { Length: > 0 } given && File.Exists(given) ? given
        : File.Exists("/usr/bin/prometheus") ? "/usr/bin/prometheus"
        : null;

    public Uri Address { get; }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="history">What it knows already, as OpenMetrics with times.</param>
    /// <param name="targets">What it scrapes.</param>
    public static async Task<PrometheusServer> StartAsync(string? history = null, params Uri[] targets)
    {
        var server = new PrometheusServer(targets, history);
        await Wait.UntilAsync("Prometheus is ready", server.IsReadyAsync, TimeSpan.FromSeconds(60));
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        Assert.False(_process.HasExited, "Prometheus ended.");
        try
        {
            using var answer = await Http.GetAsync(new Uri(Address, "/-/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static void Fill(string data, string history)
    {
        using var tool = Run(
            Path.Combine(Path.GetDirectoryName(Program)!, "promtool"),
            "tsdb",
            "create-blocks-from",
            "openmetrics",
            history,
            data
        );
        tool.WaitForExit();
        Assert.Equal(0, tool.ExitCode);
    }

    private static Process Run(string program, params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = false, UseShellExecute = false }
        )!;
}

/// <summary>A test against a real Prometheus; visibly skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PrometheusFactAttribute : FactAttribute
{
    public PrometheusFactAttribute()
    {
        if (PrometheusServer.Program is null)
        {
            Skip = "No Prometheus: install the package prometheus or set PROMETHEUS_PATH.";
        }
    }
}
