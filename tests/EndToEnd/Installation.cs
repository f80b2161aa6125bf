using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Mcpx.EndToEnd;

/// <summary>Both programs published into a folder of their own, with the configuration and data of an installation beside them.</summary>
internal sealed class Installation : IDisposable
{
    /// <summary>What every secret is.</summary>
    public const string Secret = "a-secret-of-the-installation-0123456789";

    private static readonly string[] Programs = ["watchdog", "dashboard"];

    private readonly string _folder = Directory.CreateTempSubdirectory("mcpx-installed-").FullName;
    private readonly List<Process> _started = [];

    private Installation()
    {
        Directory.CreateDirectory(Data);
        Directory.CreateDirectory(Path.Combine(_folder, "releases"));
        File.WriteAllText(
            Path.Combine(_folder, "watchdog.json"),
            $$$"""
            { "Watchdog": { "Address": "{{{Watchdog}}}", "ReleaseFolder": "{{{_folder}}}/releases", "Environments": { "Prod": {
              "Instances": [ { "Name": "api-1", "Component": "Api", "Address": "http://127.0.0.1:9" } ] } } } }
            """
        );
        File.WriteAllText(
            Path.Combine(_folder, "dashboard.json"),
            """{ "Authentication": { "Oidc": { "Authority": "https://id.example", "ClientId": "mcpx" } } }"""
        );
    }

    /// <summary>The data folder.</summary>
    public string Data => Path.Combine(_folder, "data");

    public Uri Watchdog { get; } = Free();

    public Uri Dashboard { get; } = Free();

    /// <summary>Publishes both, as docs/operations.md says.</summary>
    public static async Task<Installation> PublishAsync()
    {
        var installation = new Installation();
        foreach (var project in new[] { "Watchdog", "Dashboard" })
        {
            var target = Path.Combine(installation._folder, project.ToLowerInvariant());
            using var publish = Process.Start(
                new ProcessStartInfo("dotnet", ["publish", $"src/{project}", "-c", "Release", "-o", target, "-v", "q"])
                {
                    WorkingDirectory = Product.Root(),
                    Environment = { ["MSBUILDDISABLENODEREUSE"] = "1" },
                }
            )!;
            await publish.WaitForExitAsync();
            Assert.Equal(0, publish.ExitCode);
        }

        return installation;
    }

    /// <summary>Every file of both programs, with its size.</summary>
    public IReadOnlyList<string> ProgramFiles() =>
        [
            .. Programs
                .SelectMany(program =>
                    new DirectoryInfo(Path.Combine(_folder, program)).GetFiles("*", SearchOption.AllDirectories)
                )
                .Select(static file => $"{file.FullName} {file.Length}")
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">watchdog or dashboard.</param>
    /// <param name="signIn">Whether the dashboard's configuration is there.</param>
    /// <param name="arguments">What it is given.</param>
    public async Task<(int Exit, string Output, string Error)> RunAsync(
        string program,
        bool signIn,
        params string[] arguments
    )
    {
        var start = Settings(program, arguments);
        if (!signIn)
        {
            start.Environment.Remove("MCPX_DASHBOARD_CONFIG");
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Starts a program that runs until the test is over.</summary>
    public void Start(string program, params string[] arguments)
    {
        var process = Process.Start(Settings(program, arguments))!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _started.Add(process);
    }

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>With what the unit sets, its places moved here.</summary>
    private ProcessStartInfo Settings(string program, string[] arguments)
    {
        var name = program == "watchdog" ? "Mcpx.Watchdog" : "Mcpx.Dashboard";
        var start = new ProcessStartInfo(Path.Combine(_folder, program, name), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Data,
        };
        var unit = Path.Combine(Product.Root(), $"deploy/systemd/mcpx-{program}.service");
        foreach (
            var line in File.ReadLines(unit)
                .Where(static line => line.StartsWith("Environment=", StringComparison.Ordinal))
        )
        {
            var (key, value) = (line.Split('=')[1], line.Split('=', 3)[2]);
            start.Environment[key] = value
                .Replace("/var/lib/mcpx-watchdog", Data, StringComparison.Ordinal)
                .Replace("/etc/mcpx-watchdog", _folder, StringComparison.Ordinal)
                .Replace("http://127.0.0.1:5080", Dashboard.OriginalString, StringComparison.Ordinal)
                .Replace("http://127.0.0.1:5081", Watchdog.OriginalString, StringComparison.Ordinal);
        }

        foreach (var secret in new[] { "MCPX_SERVICE_TOKEN", "MCPX_PORTAL_TOKEN", "MCPX_SIGNIN_SECRET" })
        {
            start.Environment[secret] = Secret;
        }

        return start;
    }

    private static Uri Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
