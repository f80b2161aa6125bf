using System.Net.Http.Json;
using System.Text.Json;

namespace Mcpx.Benchmarks.Detection;

/// <summary>
/// Does to the sandbox's portal what pipelines and people do: deploys, with reports to the dashboard, changes settings, and
/// breaks instances. It asks no gate: what is put right in the middle of an incident would be refused there.
/// </summary>
internal sealed class Pipeline : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan LongestDeployment = TimeSpan.FromMinutes(2);

    private readonly HttpClient _control;
    private readonly HttpClient _dashboard;

    /// <param name="portBase">The ports of the run.</param>
    public Pipeline(int portBase)
    {
        _control = Client(portBase + 10);
        _dashboard = Client(portBase);
        _dashboard.DefaultRequestHeaders.Add("X-Dev-User", "deployer");
    }

    /// <summary>Deploys a release to one component and reports both ends.</summary>
    public async Task DeployAsync(string environment, string component, string tag, CancellationToken stop)
    {
        var id = $"detection-{Guid.NewGuid():N}";
        await ReportAsync("started");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(LongestDeployment);
        var begun = await _control.PutAsJsonAsync(
            $"operations/{id}",
            new
            {
                environment,
                component,
                tag,
            },
            limit.Token
        );
        for (var operation = await ReadAsync(begun, stop); State(operation) != "Finished"; )
        {
            if (State(operation) != "Running")
            {
                throw new InvalidOperationException($"{tag} could not be deployed to {environment}: {operation}");
            }

            await Task.Delay(Pace, limit.Token);
            operation = await ReadAsync(await _control.GetAsync($"operations/{id}", limit.Token), stop);
        }

        await ReportAsync("finished");

        async Task ReportAsync(string phase) =>
            await ReadAsync(
                await _dashboard.PostAsJsonAsync(
                    "api/deployments",
                    new
                    {
                        id,
                        environment,
                        component,
                        tag,
                        phase,
                    },
                    stop
                ),
                stop
            );
    }

    /// <summary>Sets a configuration value.</summary>
    public Task SetAsync(string environment, string name, string value, CancellationToken stop) =>
        TellAsync(
            "settings",
            new
            {
                environment,
                kind = "Config",
                name,
                value,
                by = "deployer",
            },
            stop
        );

    /// <summary>Ends an instance's process and keeps it away.</summary>
    public Task StopAsync(string environment, string instance, CancellationToken stop) =>
        TellAsync(
            "break",
            new
            {
                environment,
                instance,
                kind = "Stop",
            },
            stop
        );

    /// <summary>Brings back what was broken.</summary>
    public Task HealAsync(string environment, CancellationToken stop) => TellAsync("heal", new { environment }, stop);

    public void Dispose()
    {
        _control.Dispose();
        _dashboard.Dispose();
    }

    private async Task TellAsync(string path, object body, CancellationToken stop) =>
        await ReadAsync(await _control.PostAsJsonAsync(path, body, stop), stop);

    private static HttpClient Client(int port) =>
        new() { BaseAddress = new($"http://127.0.0.1:{port}/"), Timeout = TimeSpan.FromSeconds(30) };

    private static string? State(JsonElement operation) => operation.GetProperty("state").GetString();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        using (answer)
        {
            return answer.IsSuccessStatusCode
                ? await answer.Content.ReadFromJsonAsync<JsonElement>(stop)
                : throw new InvalidOperationException(
                    $"{answer.RequestMessage!.RequestUri} answered {(int)answer.StatusCode}: "
                        + await answer.Content.ReadAsStringAsync(stop)
                );
        }
    }
}
