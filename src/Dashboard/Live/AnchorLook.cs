using System.Text.Json;
using Mcpx.Domain.Configuration;

namespace Mcpx.Dashboard.Live;

/// <summary>Where the chain's head is kept outside, as the watchdog says at <c>/healthz</c>.</summary>
/// <param name="Places">Each place that was tried since the watchdog started.</param>
/// <param name="Problem">Why the watchdog did not say; null when it did.</param>
/// <param name="AsOf">When it was asked.</param>
public sealed record AnchorStandings(IReadOnlyList<AnchorPlace> Places, string? Problem, DateTimeOffset AsOf);

/// <summary>One place.</summary>
/// <param name="Name">file or webhook.</param>
/// <param name="Position">The newest position that is anchored there; 0 for none since the watchdog's start.</param>
/// <param name="At">When that was; null before.</param>
/// <param name="Fault">Why the newest attempt failed; null when it did not.</param>
/// <param name="FailsSince">Since when; null when it does not.</param>
public sealed record AnchorPlace(
    string Name,
    long Position,
    DateTimeOffset? At,
    string? Fault,
    DateTimeOffset? FailsSince
);

/// <summary>Asks the watchdog where its anchors stand.</summary>
internal sealed class AnchorLook(IHttpClientFactory clients, DashboardOptions options, TimeProvider time)
{
    /// <summary>The client's name.</summary>
    public const string Client = "watchdog-health";

    /// <summary>It is small; more than this is none of ours.</summary>
    public const int Longest = 64 * 1_024;

    /// <summary>Asks; no answer is a problem to show.</summary>
    public async Task<AnchorStandings> AskAsync(CancellationToken cancellation = default)
    {
        try
        {
            using var http = clients.CreateClient(Client);
            var address = new Uri(new Uri(options.WatchdogAddress), "/healthz");
            using var answer = JsonDocument.Parse(await http.GetStringAsync(address, cancellation));
            return new(
                [
                    .. answer
                        .RootElement.GetProperty("anchors")
                        .EnumerateObject()
                        .Select(place =>
                            place.Value.Deserialize<AnchorPlace>(JsonSerializerOptions.Web)! with
                            {
                                Name = place.Name,
                            }
                        ),
                ],
                Problem: null,
                time.GetUtcNow()
            );
        }
        catch (Exception problem)
            when (problem
                    is HttpRequestException
                        or TaskCanceledException
                        or JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
            )
        {
            return new([], problem.Message, time.GetUtcNow());
        }
    }
}
