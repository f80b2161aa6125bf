using System.Diagnostics;
using System.Globalization;

namespace Mcpx.Benchmarks.Detection;

/// <summary>The product as people start it, <c>./watchdog up</c>, recording what it judges; stopped with <c>down</c>.</summary>
internal sealed class Product : IDisposable
{
    /// <summary>Only RTM is held to what is expected of its configuration, and to promotions.</summary>
    public static readonly string[] Environments = ["Alpha", "RTM", "Prod"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string _data;

    private Product(string data) => _data = data;

    /// <summary>Starts it and waits until all of it is ready; the first time it is built.</summary>
    public static Product Start(string data, int portBase)
    {
        Run(
            "up",
            "--no-browser",
            "--wait",
            "--port-base",
            portBase.ToString(CultureInfo.InvariantCulture),
            "--data",
            data,
            "--environments",
            string.Join(',', Environments)
        );
        return new(data);
    }

    /// <summary>Where it records what it judges in a data folder.</summary>
    public static string Recordings(string data) => Path.Combine(data, "recordings");

    public void Dispose() => Run("down", "--data", _data);

    private static void Run(string verb, params string[] arguments)
    {
        var root = Root();
        var start = new ProcessStartInfo(Path.Combine(root, "watchdog"), [verb, .. arguments])
        {
            WorkingDirectory = root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Watchdog__Recording__Folder"] = Recordings(
            arguments[Array.IndexOf(arguments, "--data") + 1]
        );
        foreach (var environment in Environments)
        {
            var section = $"Watchdog__Environments__{environment}";
            // An instance that flaps is silent for as long as it is away: with the sandbox's 3 s its stream would be first.
            start.Environment[$"{section}__Triggers__SseHeartbeat__LimitGap"] = "00:00:10";
            // Of connections that take 400 ms the sandbox's window holds 4, its minimum: each that is late pauses the hold.
            start.Environment[$"{section}__Probes__FirstEventInterval"] = "00:00:00.200";
        }

        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"./watchdog {verb} did not end within {Patience}.");
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"./watchdog {verb} failed: {said.Result}{complained.Result}");
        }
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MCPX.Watchdog.sln")))
            {
                return folder.FullName;
            }
        }

        // With the build's output outside the tree the benchmark is started in the tree.
        return Environment.GetEnvironmentVariable("WATCHDOG_ROOT") ?? Directory.GetCurrentDirectory();
    }
}
