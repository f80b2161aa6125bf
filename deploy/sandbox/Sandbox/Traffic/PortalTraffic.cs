using System.Net.Http.Headers;
using System.Security.Cryptography;
using Mcpx.Sandbox.Instances;

namespace Mcpx.Sandbox.Traffic;

/// <summary>Calls every API instance as its users would, so that rates and percentiles mean something.</summary>
internal sealed class PortalTraffic(Fleet fleet, string token, ILogger<PortalTraffic> logger) : BackgroundService
{
    private const int CallsPerBeat = 2;

    // Calls that wait for an answer; beyond it people have given up. Enough for 40 calls/s of 900 ms each.
    private const int MostWaiting = 64;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly string[] Routes = ["/api/jobs", "/api/config/effective", "/api/flags", "/api/audit"];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // At night nobody calls: what is judged then is judged on the watchdog's own calls.
        if (Environment.GetEnvironmentVariable("MCPX_SANDBOX_TRAFFIC") == "off")
            return;
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = MostWaiting };
        using var http = new HttpClient(handler) { Timeout = Patience };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("portal-user/1.0");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var targets = fleet
            .All.Where(instance => instance.Spec.Component == PortalComponent.Api)
            .Select(instance => new Target(instance.Spec.Address))
            .ToArray();

        using var timer = new PeriodicTimer(Beat);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                foreach (var target in targets)
                    for (var i = 0; i < CallsPerBeat && target.Waiting < MostWaiting; i++)
                        _ = CallAsync(http, target, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.TrafficEnds(logger);
        }
    }

    private async Task CallAsync(HttpClient http, Target target, CancellationToken stopping)
    {
        target.Enter();
        var route = Routes[RandomNumberGenerator.GetInt32(Routes.Length)];
        try
        {
            using var answer = await http.GetAsync(new Uri(target.Address, route), stopping);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            // A user meets failures too, and calls again.
            Log.CallFailed(logger, target.Address, route, error.Message);
        }
        finally
        {
            target.Leave();
        }
    }

    private sealed class Target(Uri address)
    {
        private int _waiting;

        public Uri Address => address;

        public int Waiting => Volatile.Read(ref _waiting);

        public void Enter() => Interlocked.Increment(ref _waiting);

        public void Leave() => Interlocked.Decrement(ref _waiting);
    }
}
