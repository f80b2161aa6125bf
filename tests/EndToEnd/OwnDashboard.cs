using System.Diagnostics;

namespace Mcpx.EndToEnd;

/// <summary>A second dashboard over the product's data, which a test may end as a crash does and start again.</summary>
internal sealed class OwnDashboard(Product product, int port) : IDisposable
{
    private Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{port}/");

    public async Task StartAsync()
    {
        var artifacts = Environment.GetEnvironmentVariable("ArtifactsPath");
        var assembly = Path.Combine(
            string.IsNullOrEmpty(artifacts) ? Path.Combine(Product.Root(), "artifacts") : artifacts,
            "bin/Dashboard/debug/Mcpx.Dashboard.dll"
        );
        var start = new ProcessStartInfo(
            "dotnet",
            [assembly, "--urls", Address.ToString(), "--Dashboard:DataDirectory", product.Data]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient();
        for (var tries = 0; tries < 600; tries++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(Address, "/ready"));
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

        Assert.Fail("The dashboard did not get ready within two minutes.");
    }

    /// <summary>Ends it without a word, as a crash does.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
        _process?.Dispose();
        _process = null;
    }

    public void Dispose() => Kill();
}
