using System.Net.Http.Headers;
using System.Text.Json;
using Mcpx.Sandbox.Inbox;
using Mcpx.Sandbox.Instances;
using Mcpx.Sandbox.Operations;
using Mcpx.Sandbox.Portal.Data;
using Mcpx.Sandbox.Shelf;
using Mcpx.Sandbox.Traffic;

namespace Mcpx.Sandbox.Control;

/// <summary>The control process: packs the shelf, supervises the instances and serves the control API.</summary>
internal static class ControlHost
{
    private static readonly TimeSpan ProbePatience = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(ControlOptions options)
    {
        var token = Secrets.PortalToken();
        var paths = new ControlPaths(options.Data);
        var topology = new Topology(options.PortBase, options.Environments, options.ApiInstances);
        Prepare(paths, topology, options.Browser);

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(topology.Control.ToString());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.Converters.Add(new System.Text.Json.Serialization.JsonStringEnumConverter())
        );
        builder.Services.AddProblemDetails();
        // Closing an instance may take 3 s before it is killed.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(8));

        using var probe = new HttpClient { Timeout = ProbePatience };
        using var portal = new HttpClient { Timeout = ProbePatience };
        portal.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var services = builder.Services;
        services.AddSingleton(topology).AddSingleton(paths);
        services.AddSingleton(new ReleaseShelf(paths.Releases));
        services.AddSingleton(new ControlState(paths.State));
        services.AddSingleton(new SlackInbox(paths.Inbox, TimeProvider.System));
        services.AddSingleton<OperationBook>().AddSingleton<OperationRunner>();
        services.AddSingleton<RollingDeploy>().AddSingleton<SettingRevert>();
        services.AddSingleton(provider => CreateFleet(provider, probe));
        services.AddSingleton(provider => new PortalApi(provider.GetRequiredService<Fleet>(), portal));
        services.AddHostedService<FleetService>();
        services.AddHostedService(provider => new PortalTraffic(
            provider.GetRequiredService<Fleet>(),
            token,
            provider.GetRequiredService<ILogger<PortalTraffic>>()
        ));

        await using var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        ControlApi.Map(app);
        FaultApi.Map(app);
        PortalApi.Map(app);
        OperationApi.Map(app);
        InboxApi.Map(app);
        await app.RunAsync();
    }

    private static void Prepare(ControlPaths paths, Topology topology, BrowserCheckFiles? browser)
    {
        new ReleasePacker(paths.Releases).PackAll();
        WatchdogConfiguration.Write(paths, topology, browser);
        AtomicFile.Write(
            paths.Expected(Topology.Rtm),
            JsonSerializer.Serialize(PortalDefaults.Expected(Topology.Rtm, topology), SandboxJson.Indented)
        );
        foreach (var environment in topology.Environments)
        {
            var file = paths.Database(environment);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            new PortalDatabase(file).Create(PortalDefaults.For(environment, topology));
        }
    }

    private static Fleet CreateFleet(IServiceProvider provider, HttpClient probe) =>
        new([
            .. provider
                .GetRequiredService<Topology>()
                .Instances.Select(spec => new SupervisedInstance(
                    spec,
                    provider.GetRequiredService<ControlPaths>(),
                    provider.GetRequiredService<ReleaseShelf>(),
                    provider.GetRequiredService<ControlState>(),
                    probe,
                    provider.GetRequiredService<ILogger<SupervisedInstance>>()
                )),
        ]);
}
