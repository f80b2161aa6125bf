using System.Diagnostics;
using System.Globalization;

namespace Mcpx.BrowserCheck.Tests;

/// <summary>The sandbox's Alpha: a real portal in processes of its own.</summary>
public sealed class SandboxPortal : IAsyncLifetime
{
    private static readonly int[] UsedOffsets = [10, 20, 21, 22];

    private readonly string _data = Directory.CreateTempSubdirectory("check-sandbox-").FullName;
    private readonly int _portBase = FreePortRange();
    private Process? _control;

    public Uri Web => Address(22);

    public async Task InitializeAsync()
    {
        string[] arguments = ["control", "--port-base", Text(_portBase), "--data", _data, "--environments", "Alpha"];
        _control = Programs.Start("Sandbox", "Mcpx.Sandbox.dll", arguments);
        using var http = new HttpClient();
        await Programs.UntilAsync(
            "the web answers",
            async () =>
            {
                try
                {
                    using var control = await http.GetAsync(new Uri(Address(10), "/ready"));
                    using var web = await http.GetAsync(new Uri(Web, "/ready"));
                    return control.IsSuccessStatusCode && web.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            }
        );
    }

    public async Task DisposeAsync()
    {
        if (_control is { } control)
        {
            await Programs.SignalAsync(control, "TERM");
            using var limit = new CancellationTokenSource(Programs.Deadline);
            await control.WaitForExitAsync(limit.Token);
            control.Dispose();
        }

        Directory.Delete(_data, recursive: true);
    }

    /// <summary>Puts a release on the web and waits until it is there.</summary>
    public async Task DeployWebAsync(string tag)
    {
        string[] arguments =
        [
            "deployer",
            "deploy",
            "--control",
            Address(10).ToString(),
            "--environment",
            "Alpha",
            "--component",
            "Web",
            "--tag",
            tag,
            "--key",
            Guid.NewGuid().ToString("N"),
        ];
        using var deployer = Programs.Start("Sandbox", "Mcpx.Sandbox.dll", arguments);
        var (output, error) = (deployer.StandardOutput.ReadToEndAsync(), deployer.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Programs.Deadline);
        await deployer.WaitForExitAsync(limit.Token);
        Assert.True(deployer.ExitCode == 0, $"{await output}{await error}");
    }

    private Uri Address(int offset) => new($"http://127.0.0.1:{Text(_portBase + offset)}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int FreePortRange()
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var first = Random.Shared.Next(20_000, 30_000);
            if (UsedOffsets.All(offset => Programs.IsFree(first + offset)))
            {
                return first;
            }
        }

        throw new InvalidOperationException("There is no free range of ports.");
    }
}
