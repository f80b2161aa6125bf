using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mcpx.EndToEnd;

/// <summary>
/// The product as a new user starts it: <c>./watchdog up --wait</c> on free ports and a data folder of its own, stopped
/// with <c>./watchdog down</c>.
/// </summary>
public sealed class Product : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("watchdog-e2e-").FullName;

    /// <summary>Dashboard, watchdog, control, then the instances of Alpha and Prod.</summary>
    private static readonly int[] PortsUsed = [0, 1, 10, 20, 21, 22, 50, 51, 52];

    private int _port;

    public Uri Dashboard => Address(0);

    public Uri Control => Address(10);

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
        {
            return;
        }

        _port = FreePortBase();
        await RunAsync("up", "--no-browser", "--wait", "--port-base", $"{_port}", "--data", _data);
    }

    public async Task DisposeAsync()
    {
        if (_port != 0)
        {
            await RunAsync("down", "--data", _data);
        }

        Directory.Delete(_data, recursive: true);
    }

    /// <summary>Runs a verb of the sandbox, as a pipeline would.</summary>
    public Task<string> SandboxAsync(params string[] arguments) => RunAsync(["sandbox", .. arguments, "--data", _data]);

    private Uri Address(int offset) => new($"http://127.0.0.1:{_port + offset}");

    /// <summary>Runs <c>./watchdog</c> and fails with its output when it does not end well.</summary>
    private static async Task<string> RunAsync(params string[] arguments)
    {
        var root = Root();
        var start = new ProcessStartInfo(Path.Combine(root, "watchdog"), arguments)
        {
            WorkingDirectory = root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await process.WaitForExitAsync(limit.Token);
        Assert.True(
            process.ExitCode == 0,
            $"./watchdog {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}"
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
