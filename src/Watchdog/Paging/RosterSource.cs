using System.Net.Http.Headers;
using System.Text.Json;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Deployers;

namespace Mcpx.Watchdog.Paging;

/// <summary>Asks a schedule who is on for a role in an environment. The answer is small and of one shape (docs/paging.md).</summary>
internal sealed class RosterSource(TimeProvider time) : IDisposable
{
    private const int LongestAnswer = 16 * 1024;
    private const int LongestName = 200;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 4 };

    private readonly HttpClient _client = new(ServiceHttp.Handler())
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = LongestAnswer,
    };

    public void Dispose() => _client.Dispose();

    /// <summary>Asks once.</summary>
    /// <returns>The answer, or why there is none.</returns>
    public async Task<(RosterAnswer? Answer, string? Fault)> AskAsync(
        RosterSourceOptions source,
        string environment,
        Role role,
        CancellationToken cancellation
    )
    {
        var address = new Uri(
            source
                .Address.Replace("{environment}", Uri.EscapeDataString(environment), StringComparison.Ordinal)
                .Replace("{role}", role.ToString(), StringComparison.Ordinal)
        );
        using var limit = new CancellationTokenSource(source.RequestTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (source.TokenVariable is { } variable)
        {
            if (Secrets.Read(variable) is not { } token)
            {
                return (null, $"{variable} is not set");
            }

            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        try
        {
            using var response = await _client.SendAsync(request, both.Token);
            if (!response.IsSuccessStatusCode)
            {
                return (null, $"{address.Host} answered {(int)response.StatusCode}");
            }

            var body = await response.Content.ReadAsByteArrayAsync(both.Token);
            await Task.Yield();
            return Read(body, role, time.GetUtcNow()) is { } answer
                ? (answer, null)
                : (null, $"{address.Host} answered what is no roster");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, $"{address.Host} did not answer in time");
        }
        catch (HttpRequestException)
        {
            return (null, $"{address.Host} cannot be asked");
        }
    }

    /// <summary>Reads an answer; null where it is none.</summary>
    internal static RosterAnswer? Read(ReadOnlySpan<byte> body, Role role, DateTimeOffset now)
    {
        try
        {
            return JsonSerializer.Deserialize<Shape>(body, Json) is { Name: { } said } shape && IsName(said.Trim())
                ? new(role, said.Trim(), shape.Until, now) { Contact = ContactOf(said.Trim(), shape) }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ContactOptions? ContactOf(string name, Shape shape)
    {
        var slack = shape.SlackId is { Length: > 0 and <= 40 } id && id.All(char.IsAsciiLetterOrDigit) ? id : null;
        var mail = MailChecks.IsAddress(shape.Mail) ? shape.Mail : null;
        return slack is null && mail is null
            ? null
            : new()
            {
                Name = name,
                SlackId = slack,
                Mail = mail,
            };
    }

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && !name.Any(char.IsControl);

    private sealed record Shape(string? Name, DateTimeOffset? Until, string? SlackId, string? Mail);
}
