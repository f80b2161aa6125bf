using System.Runtime.Loader;
using System.Text.Json;
using Mcpx.Sandbox.Portal.Api;
using Mcpx.Sandbox.Portal.Site;
using Mcpx.Sandbox.Shelf;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Mcpx.Sandbox.Instances;

/// <summary>The inside of an instance's process: loads one release and serves it on one port.</summary>
internal static class PortalInstance
{
    private static readonly TimeSpan ApiPatience = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(InstanceArguments arguments)
    {
        var token = Secrets.PortalToken();
        var manifest = await ReadManifestAsync(arguments.Release);
        var release = Load(Path.Combine(arguments.Release, ReleaseLayout.Assembly(arguments.Component, manifest.Tag)));
        var settings = new PortalSettings
        {
            Environment = arguments.Environment,
            Instance = arguments.Name,
            Tag = manifest.Tag,
            Contract = manifest.Contract,
            Schema = manifest.Schema,
            Folder = Path.Combine(arguments.Release, ReleaseLayout.Folder(arguments.Component)),
            Database = arguments.Database,
            Token = token,
            ApiAddresses = arguments.ApiAddresses,
        };

        await using var app = Build(arguments.Port);
        using var http = new HttpClient { Timeout = ApiPatience };
        if (arguments.Component == PortalComponent.Api)
            ApiHost.Map(app, release, settings, TimeProvider.System);
        else
            WebHost.Map(app, release, settings, http);
        await app.RunAsync();
    }

    private static WebApplication Build(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder
            .Logging.ClearProviders()
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            })
            .SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<IHostLifetime, PipeLifetime>();
        // Event streams never end by themselves; they are told, and nobody waits for callers that do not read.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        // A body that cannot be read must end as an error envelope too.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(System.Net.IPAddress.Loopback, port);
        });
        return builder.Build();
    }

    private static async Task<ReleaseManifest> ReadManifestAsync(string folder)
    {
        await using var file = File.OpenRead(Path.Combine(folder, "manifest.json"));
        return await JsonSerializer.DeserializeAsync<ReleaseManifest>(file, SandboxJson.Options)
            ?? throw new InvalidDataException($"The manifest in {folder} is empty.");
    }

    private static PortalRelease Load(string path)
    {
        var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        var type = Array.Find(assembly.GetExportedTypes(), type => type.IsSubclassOf(typeof(PortalRelease)));
        return type is null
            ? throw new InvalidDataException($"{path} contains no release of the portal.")
            : (PortalRelease)Activator.CreateInstance(type)!;
    }
}
