using System.Collections.Concurrent;
using Azure.Core;
using Azure.Identity;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Deployers.Azure;
using Mcpx.Watchdog.Deployers.GitHub;
using Mcpx.Watchdog.Deployers.Http;
using Mcpx.Watchdog.Deployers.Kubernetes;
using Mcpx.Watchdog.Deployers.Sites;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Deployers;

/// <summary>The deployer configured for a component of an environment.</summary>
internal sealed class DeployerFactory(
    WatchdogOptions options,
    ReleaseFolder releases,
    PortalClient portal,
    TimeProvider time
) : IDisposable
{
    /// <summary>Whom a token for blobs is for, whichever account.</summary>
    private const string Storage = "https://storage.azure.com";

    private readonly ConcurrentDictionary<(string, Component, bool Fallback), IDeployer> _deployers = new();
    private readonly HttpClient _http = ServiceHttp.Client();

    /// <summary>Who we are to Azure: what the machine offers, a managed identity for example.</summary>
    public Func<TokenCredential> Credential { get; init; } = () => new DefaultAzureCredential();

    public IDeployer Of(string environment, Component component) =>
        _deployers.GetOrAdd(
            (environment, component, Fallback: false),
            _ => Create(new(environment, component, options.Environments[environment].Deployers[component]))
        );

    /// <summary>The other way to deploy; null where none is configured.</summary>
    public IDeployer? FallbackOf(string environment, Component component) =>
        options.Environments[environment].Deployers[component].Fallback is { } fallback
            ? _deployers.GetOrAdd(
                (environment, component, Fallback: true),
                _ => Create(new(environment, component, fallback))
            )
            : null;

    public void Dispose()
    {
        foreach (var deployer in _deployers.Values.OfType<IDisposable>())
        {
            deployer.Dispose();
        }

        _http.Dispose();
    }

    private IDeployer Create(Assignment assignment)
    {
        var environment = options.Environments[assignment.Environment];
        var tags = new InstanceTags(portal, environment, assignment.Component);
        var artifacts = new Artifacts(releases, assignment.Component);
        return assignment.Options switch
        {
            { Http: { } http } => new HttpPipelineDeployer(
                assignment,
                new(_http, http.RequestTimeout, _ => new(TokenIn(http.TokenVariable)), time),
                tags,
                time
            ),
            { StaticSite: { } site } => new StaticSiteDeployer(
                assignment,
                artifacts,
                tags,
                Publication(assignment, site.Address, site.ServedWithin)
            ),
            { BlobSite: { } site } => new BlobSiteDeployer(
                assignment,
                artifacts,
                tags,
                new(
                    _http,
                    new($"{site.Account.TrimEnd('/')}/{site.Container}"),
                    site.RequestTimeout,
                    new AzureToken(Credential(), Storage).ReadAsync,
                    time
                ),
                Publication(assignment, site.Address, site.ServedWithin)
            ),
            { Kubernetes: { } pods } => new KubernetesDeployer(assignment, artifacts, new(pods.KubeConfig, time), time),
            { GitHubActions: { } actions } => new GitHubActionsDeployer(assignment, new(actions, time), tags, time),
            { AppService: { } app } => new AppServiceDeployer(
                assignment,
                new(_http, app.RequestTimeout, new AzureToken(Credential(), app.Address).ReadAsync, time),
                tags,
                time
            ),
            _ => new CommandDeployer(assignment.Environment, assignment.Component, assignment.Options),
        };
    }

    private Publication Publication(Assignment assignment, string? address, TimeSpan within) =>
        new(
            assignment,
            address is not null
                ? [address]
                :
                [
                    .. options
                        .Environments[assignment.Environment]
                        .Instances.Where(instance => instance.Component == assignment.Component)
                        .Select(instance => instance.Address),
                ],
            within,
            _http,
            time
        );

    /// <summary>A token is read anew for each call: whoever renews it writes it to a file.</summary>
    private static string? TokenIn(string? variable) =>
        variable is null
            ? null
            : Secrets.Read(variable) ?? throw new DeployerUnavailableException($"{variable} holds no token");
}
