using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Diagnostics.NETCore.Client;

namespace Mcpx.Benchmarks.Dashboards;

/// <summary>The dashboard as it is started, in a process of its own, on a store and without a watchdog.</summary>
internal sealed class DashboardProcess : IDisposable
{
    private const long CollectHeap = 0x800000;
    private readonly Process _process;
    private readonly HttpClient _http;

    private DashboardProcess(Process process, HttpClient http) => (_process, _http) = (process, http);

    /// <summary>Where it listens.</summary>
    public required Uri Address { get; init; }

    /// <summary>Everything used so far, of user and system.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<DashboardProcess> StartAsync(string data)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var assembly = Path.Combine(Beside("Dashboard"), "Mcpx.Dashboard.dll");
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };
        foreach (
            var word in (string[])
                [
                    assembly,
                    "--urls",
                    address.AbsoluteUri,
                    "--Dashboard:DataDirectory",
                    data,
                    "--Logging:LogLevel:Default",
                    "Warning",
                ]
        )
        {
            start.ArgumentList.Add(word);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var dashboard = new DashboardProcess(process, new()) { Address = address };
        await dashboard.ReadyAsync();
        return dashboard;
    }

    /// <summary>Bytes that live on its heap after a whole collection.</summary>
    public async Task<double> LiveHeapAsync()
    {
        var client = new DiagnosticsClient(_process.Id);
        using (
            var session = await client.StartEventPipeSessionAsync(
                [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, CollectHeap)],
                requestRundown: false,
                circularBufferMB: 16,
                CancellationToken.None
            )
        )
        {
            var drained = session.EventStream.CopyToAsync(Stream.Null);
            await Task.Delay(TimeSpan.FromSeconds(3));
            await session.StopAsync(CancellationToken.None);
            await drained;
        }

        var line = (await _http.GetStringAsync(new Uri(Address, "/metrics")))
            .Split('\n')
            .First(one => one.StartsWith("dotnet_total_memory_bytes ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task ReadyAsync()
    {
        for (var tries = 0; tries < 300; tries++)
        {
            try
            {
                using var answer = await _http.GetAsync(new Uri(Address, "/signin"));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }

        throw new InvalidOperationException("The dashboard did not start within a minute.");
    }

    /// <summary>The output folder of another project, of the same configuration.</summary>
    private static string Beside(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
