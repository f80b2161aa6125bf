using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mcpx.Sandbox.Operations;

namespace Mcpx.Sandbox.Commands;

/// <summary>What the gate said.</summary>
internal enum GateAnswer
{
    Open,
    Closed,

    /// <summary>There was no answer, or none that a gate gives.</summary>
    None,
}

/// <summary>Talks to the product as a pipeline does. A dashboard that is away is told to the person, and is no error here.</summary>
internal sealed class DashboardClient(Uri dashboard, HttpClient http)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<(GateAnswer Answer, string Reason)> AskGateAsync(
        OperationRequest request,
        CancellationToken cancellationToken
    )
    {
        var path =
            $"/api/gate/{request.Environment}?component={request.Component}&release={Uri.EscapeDataString(request.Tag!)}";
        var (status, text) = await SendAsync(HttpMethod.Get, path, null, cancellationToken);
        return status switch
        {
            HttpStatusCode.OK => (GateAnswer.Open, ""),
            HttpStatusCode.Locked => (
                GateAnswer.Closed,
                $"The gate of {request.Environment} is closed: {Reason(text)}"
            ),
            null => (GateAnswer.None, $"The dashboard does not answer at {dashboard}: {text}"),
            _ => (GateAnswer.None, $"The dashboard's gate answered {(int)status}: {text}"),
        };
    }

    public async Task ReportAsync(
        string id,
        OperationRequest request,
        string phase,
        string? detail,
        CancellationToken cancellationToken
    )
    {
        var report = new
        {
            id,
            request.Environment,
            request.Component,
            request.Tag,
            phase,
            detail,
        };
        var (status, text) = await SendAsync(HttpMethod.Post, "/api/deployments", report, cancellationToken);
        if (status is not (HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.Accepted))
            await Console.Error.WriteLineAsync($"The deployment could not be reported as {phase}: {status} {text}");
    }

    private async Task<(HttpStatusCode? Status, string Text)> SendAsync(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, new Uri(dashboard, path));
        request.Headers.Add("X-Dev-User", "deployer");
        if (body is not null)
            request.Content = JsonContent.Create(body, options: SandboxJson.Options);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var response = await http.SendAsync(request, limit.Token);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(limit.Token));
        }
        catch (HttpRequestException error)
        {
            return (null, error.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"no answer within {Patience.TotalSeconds} s");
        }
    }

    private static string Reason(string text)
    {
        try
        {
            using var answer = JsonDocument.Parse(text);
            return answer.RootElement.GetProperty("reason").GetString() ?? text;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return text;
        }
    }
}
