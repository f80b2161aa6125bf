using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Deployers;

namespace Mcpx.Watchdog.Tickets;

/// <summary>Posts JSON to a ticket system, once, and reads a bounded answer; no redirect is followed.</summary>
internal sealed class TicketHttp(TicketOptions options) : IDisposable
{
    private readonly HttpClient _http = ServiceHttp.Client();

    /// <summary>Posts it.</summary>
    /// <exception cref="DeployerUnavailableException">No answer that is JSON, or one that refuses.</exception>
    public async Task<JsonElement> PostAsync(Uri address, JsonNode body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.Add(new("application/json"));
        SignIn(request);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.RequestTimeout);
        try
        {
            using var response = await _http.SendAsync(request, limit.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(limit.Token);
            // The answer arrives on the socket's own thread, and what comes next may take its time.
            await Task.Yield();
            // What it says may quote what was sent: only its status is kept.
            return response.IsSuccessStatusCode
                ? bytes.Length == 0
                    ? default
                    : JsonSerializer.Deserialize<JsonElement>(bytes)
                : throw new DeployerUnavailableException($"{address.Host} answered {(int)response.StatusCode}")
                {
                    Status = (int)response.StatusCode,
                };
        }
        catch (JsonException problem)
        {
            throw new DeployerUnavailableException($"{address.Host} answered what is not JSON", problem);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            throw new DeployerUnavailableException($"{address.Host} gave no answer: {problem.Message}", problem);
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw new DeployerUnavailableException(
                $"{address.Host} gave no answer within {options.RequestTimeout.TotalSeconds:0.#} s",
                problem
            );
        }
    }

    /// <summary>A text of an answer.</summary>
    /// <exception cref="DeployerUnavailableException">It is not there.</exception>
    public static string Text(JsonElement answer, string name, Uri address) =>
        answer.ValueKind == JsonValueKind.Object
        && answer.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
        && value.ToString() is { Length: > 0 and <= 500 } text
            ? text
            : throw new DeployerUnavailableException($"{address.Host} answered without {name}");

    public void Dispose() => _http.Dispose();

    private void SignIn(HttpRequestMessage request)
    {
        if (options.TokenVariable is not { Length: > 0 } variable)
        {
            return;
        }

        var token =
            Secrets.Read(variable)
            ?? throw new DeployerUnavailableException($"{variable} holds no token") { NothingSent = true };
        request.Headers.Authorization = options.UserVariable is { Length: > 0 } user
            ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Secrets.Read(user)}:{token}")))
            : new("Bearer", token);
    }
}
