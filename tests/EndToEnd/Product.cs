using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Mcpx.EndToEnd;

/// <summary>
/// The product as a new user starts it: <c>./watchdog up --wait</c> on free ports and a data folder of its own, stopped
/// with <c>./watchdog down</c>.
/// </summary>
public sealed partial class Product : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("watchdog-e2e-").FullName;

    /// <summary>Dashboard, watchdog, control, then the instances of Alpha and Prod, and one to spare.</summary>
    private static readonly int[] PortsUsed = [0, 1, 10, 20, 21, 22, 50, 51, 52, 53, 54, 90];

    /// <summary>Two people must approve in Alpha, as a Prod may want it; everything else is what a new user gets.</summary>
    private static readonly (string Name, string Value) TwoApprovers = (
        "Watchdog__Environments__Alpha__Approval__Required",
        "2"
    );

    private readonly IReadOnlyList<(string Name, string Value)> _variables;
    private readonly string[] _more;
    private int _port;

    public Product()
        : this([TwoApprovers]) { }

    /// <summary>With configuration and further arguments of <c>up</c> for one story.</summary>
    internal Product(IReadOnlyList<(string Name, string Value)> variables, params string[] more) =>
        (_variables, _more) = (variables, more);

    public Uri Dashboard => Address(0);

    public Uri Watchdog => Address(1);

    public Uri Control => Address(10);

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
        {
            return;
        }

        _port = FreePortBase();
        await RunAsync(["up", "--no-browser", "--wait", "--port-base", $"{_port}", "--data", _data, .. _more]);
    }

    public async Task DisposeAsync()
    {
        if (_port != 0)
        {
            await RunAsync("down", "--data", _data);
        }

        // What a page's "the fault is ours" stands for is nowhere else.
        if (Path.Combine(_data, "logs") is var logs && Directory.Exists(logs))
        {
            var kept = Directory.CreateDirectory(Path.Combine(Root(), "artifacts", "end-to-end-logs")).FullName;
            foreach (var log in Directory.GetFiles(logs))
            {
                File.Copy(log, Path.Combine(kept, Path.GetFileName(log)), overwrite: true);
            }
        }

        Directory.Delete(_data, recursive: true);
    }

    /// <summary>The data folder all of it shares.</summary>
    public string Data => _data;

    /// <summary>A port that nothing of this product uses.</summary>
    public int SparePort => _port + 90;

    /// <summary>The built program of a project.</summary>
    public static string Dll(string project) =>
        Path.Combine(
            Environment.GetEnvironmentVariable("ArtifactsPath") is { Length: > 0 } given
                ? Path.GetFullPath(given, Root())
                : Path.Combine(Root(), "artifacts"),
            "bin",
            project,
            "debug",
            $"Mcpx.{project}.dll"
        );

    /// <summary>Runs the watchdog's command line and fails with its output when it does not end well.</summary>
    public static Task<string> CommandAsync(params string[] arguments) =>
        RunProgramAsync("dotnet", [Dll("Watchdog"), .. arguments], []);

    /// <summary>The id of one of the running processes, as <c>run.json</c> names it.</summary>
    public int ProcessId(string name)
    {
        using var run = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_data, "run.json")));
        return run
            .RootElement.GetProperty("processes")
            .EnumerateArray()
            .Single(process => process.GetProperty("name").GetString() == name)
            .GetProperty("process")
            .GetProperty("id")
            .GetInt32();
    }

    /// <summary>Sends a signal to one of this product's own processes.</summary>
    public Task SignalAsync(string signal, string name) =>
        RunProgramAsync("kill", [$"-{signal}", $"{ProcessId(name)}"], []);

    /// <summary>Runs a verb of the sandbox, as a pipeline would.</summary>
    public Task<string> SandboxAsync(params string[] arguments) => RunAsync(["sandbox", .. arguments, "--data", _data]);

    private Uri Address(int offset) => new($"http://127.0.0.1:{_port + offset}");

    /// <summary>Runs <c>./watchdog</c> and fails with its output when it does not end well.</summary>
    private Task<string> RunAsync(params string[] arguments) =>
        RunProgramAsync(Path.Combine(Root(), "watchdog"), arguments, _variables);

    private static async Task<string> RunProgramAsync(
        string program,
        string[] arguments,
        IReadOnlyList<(string Name, string Value)> variables,
        int expected = 0
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Root(),
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end within 5 minutes:\n{output}");
        }

        Assert.True(
            process.ExitCode == expected,
            $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}"
        );
        return output.ToString();

        void Append(string? line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }

    /// <summary>Where the product's source lies.</summary>
    public static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MCPX.Watchdog.sln")))
            {
                return folder.FullName;
            }
        }

        // With the build's output outside the tree the test is started in the tree.
        return Environment.GetEnvironmentVariable("WATCHDOG_ROOT") ?? Directory.GetCurrentDirectory();
    }

    /// <summary>A base whose ports for dashboard, watchdog, control and instances are all free.</summary>
    private static int FreePortBase()
    {
        for (var port = 15_080; port < 30_000; port += 100)
        {
            if (PortsUsed.All(offset => IsFree(port + offset)))
            {
                return port;
            }
        }

        throw new InvalidOperationException("No free ports between 15080 and 30000.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>One product for all that is tried on it, one after the other.</summary>
[CollectionDefinition(nameof(Product))]
public sealed class ProductCollection : ICollectionFixture<Product>;
