using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

namespace Mcpx.Sandbox.Tests;

/// <summary>A sandbox of its own: real processes on free ports with a data folder that goes with it.</summary>
public sealed class SandboxProcess : IAsyncLifetime
{
    private const string Token = "a-token-of-this-test";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly string Program = Path.GetFullPath(
        Path.Combine(
            AppContext.BaseDirectory,
            "..",
            "..",
            "Sandbox",
            Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)),
            "Mcpx.Sandbox.dll"
        )
    );

    private static readonly int[] UsedOffsets = [10, 20, 21, 22];

    private readonly int _portBase = FreePortRange();
    private Process? _control;

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(10) };

    public string Data { get; } = Directory.CreateTempSubdirectory("sandbox-").FullName;

    public string Control => Address(10);

    /// <summary>Alpha's first API instance; the environment that single-release tests deploy to.</summary>
    public string Api => Address(20);

    public string Web => Address(22);

    public async Task InitializeAsync()
    {
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        _control = Start("control", "--port-base", Text(_portBase), "--data", Data, "--environments", "Alpha");
        await UntilAsync("the control is ready", async () => (await GetAsync(Control + "/ready")) == HttpStatusCode.OK);
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Http.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    /// <summary>Stops the control as a service manager does.</summary>
    public async Task<int> StopAsync()
    {
        if (_control is not { } control)
            return 0;
        _control = null;
        using (control)
        {
            using (var kill = Process.Start("kill", ["-TERM", Text(control.Id)]))
                await kill.WaitForExitAsync();
            using var limit = new CancellationTokenSource(Deadline);
            await control.WaitForExitAsync(limit.Token);
            return control.ExitCode;
        }
    }

    /// <summary>Ends the control without giving it a chance.</summary>
    public async Task KillAsync()
    {
        var control = _control!;
        _control = null;
        control.Kill();
        await control.WaitForExitAsync();
        control.Dispose();
    }

    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        using var limit = new CancellationTokenSource(Deadline);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output, await error);
    }

    public Task<(int Code, string Output, string Error)> DeployAsync(
        string tag,
        string component = "Api",
        string? key = null
    ) =>
        RunAsync(
            "deployer",
            "deploy",
            "--control",
            Control,
            "--environment",
            "Alpha",
            "--component",
            component,
            "--tag",
            tag,
            "--key",
            key ?? Guid.NewGuid().ToString("N")
        );

    public async Task<HttpStatusCode?> GetAsync(string address)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(address));
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public async Task<JsonElement> GetJsonAsync(string address)
    {
        using var body = JsonDocument.Parse(await Http.GetStringAsync(new Uri(address)));
        return body.RootElement.Clone();
    }

    public static async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Deadline, $"Still not true after {Deadline}: {what}");
            await Task.Delay(50);
        }
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["MCPX_PORTAL_TOKEN"] = Token;
        return Process.Start(start)!;
    }

    private string Address(int offset) => $"http://127.0.0.1:{Text(_portBase + offset)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Looks for a range in which every port that a sandbox of one environment takes is free.</summary>
    private static int FreePortRange()
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var first = Random.Shared.Next(20_000, 30_000);
            if (UsedOffsets.All(offset => IsFree(first + offset)))
                return first;
        }

        throw new InvalidOperationException("There is no free range of ports.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
