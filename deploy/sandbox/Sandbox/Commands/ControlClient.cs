using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mcpx.Sandbox.Control;
using Mcpx.Sandbox.Operations;
using Mcpx.Sandbox.Portal.Data;

namespace Mcpx.Sandbox.Commands;

/// <summary>Talks to the control. What it refuses as unknown is bad usage; what else goes wrong is a failure.</summary>
internal sealed class ControlClient(Uri control, HttpClient http)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(150);

    public Task<SandboxView> LookAsync(CancellationToken cancellationToken) =>
        SendAsync<SandboxView>(HttpMethod.Get, "/", null, cancellationToken);

    public Task<Operation> FindAsync(string key, CancellationToken cancellationToken) =>
        SendAsync<Operation>(HttpMethod.Get, $"/operations/{key}", null, cancellationToken);

    public Task<Operation[]> RunningAsync(string environment, CancellationToken cancellationToken) =>
        SendAsync<Operation[]>(
            HttpMethod.Get,
            $"/operations?environment={Uri.EscapeDataString(environment)}",
            null,
            cancellationToken
        );

    public Task BreakAsync(BreakRequest request, CancellationToken cancellationToken) =>
        SendAsync<JsonElement>(HttpMethod.Post, "/break", request, cancellationToken);

    public Task FaultAsync(FaultRequest request, CancellationToken cancellationToken) =>
        SendAsync<JsonElement>(HttpMethod.Post, "/fault", request, cancellationToken);

    public Task HealAsync(HealRequest request, CancellationToken cancellationToken) =>
        SendAsync<JsonElement>(HttpMethod.Post, "/heal", request, cancellationToken);

    public Task<AuditEvent> SetAsync(SettingRequest request, CancellationToken cancellationToken) =>
        SendAsync<AuditEvent>(HttpMethod.Post, "/settings", request, cancellationToken);

    /// <summary>Begins the operation, or joins it, and follows it to its end; each log line is told once.</summary>
    public async Task<Operation> FollowAsync(
        string key,
        OperationRequest request,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        var operation = await SendAsync<Operation>(HttpMethod.Put, $"/operations/{key}", request, cancellationToken);
        for (var told = 0; ; )
        {
            for (; told < operation.Log.Length; told++)
                tell(operation.Log[told]);
            if (operation.State is not OperationState.Running)
                return operation;
            await Task.Delay(Pace, cancellationToken);
            operation = await FindAsync(key, cancellationToken);
        }
    }

    private async Task<T> SendAsync<T>(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(control, path));
        if (body is not null)
            request.Content = JsonContent.Create(body, options: SandboxJson.Options);
        using var response = await SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
            return (await response.Content.ReadFromJsonAsync<T>(SandboxJson.Options, cancellationToken))!;
        var reason = await ReasonAsync(response, cancellationToken);
        throw response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest
            ? new UsageException(reason)
            : new HttpRequestException(reason);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException error)
        {
            throw new HttpRequestException($"The sandbox's control does not answer at {control}: is it up?", error);
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            using var problem = JsonDocument.Parse(text);
            return problem.RootElement.GetProperty("detail").GetString()!;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"The sandbox's control answered {(int)response.StatusCode}: {text}";
        }
    }
}
