using System.Collections.Concurrent;
using Mcpx.Domain.Configuration;

namespace Mcpx.Dashboard.Live;

/// <summary>
/// Live readings for every circuit: one stream to the watchdog per environment, opened while somebody looks and shared by
/// all who do.
/// </summary>
internal sealed class LiveReadings(
    IHttpClientFactory clients,
    DashboardOptions options,
    TimeProvider time,
    ILogger<LiveReadings> log
) : IAsyncDisposable
{
    public const string Client = "watchdog-live";

    private readonly ConcurrentDictionary<string, LiveStream> _streams = new(StringComparer.Ordinal);

    /// <summary>What is known now; opens nothing.</summary>
    public LiveView Of(string environment) =>
        _streams.GetValueOrDefault(environment)?.View ?? LiveView.NotYet(time.GetUtcNow());

    /// <summary>Looks at an environment until disposed.</summary>
    /// <param name="environment">The environment's name.</param>
    /// <param name="changed">Called on a thread of the stream; must hand over and return.</param>
    public IDisposable Look(string environment, Action changed) => _streams.GetOrAdd(environment, Open).Look(changed);

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in _streams.Values)
        {
            await stream.DisposeAsync();
        }
    }

    private LiveStream Open(string environment) =>
        new(
            environment,
            () => clients.CreateClient(Client),
            new Uri(new Uri(options.WatchdogAddress), $"/live/{environment}"),
            time,
            log
        );
}
