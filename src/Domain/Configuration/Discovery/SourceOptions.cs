using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Configuration;

/// <summary>
/// Where the instances of a component are found that come and go: exactly one of <see cref="Dns"/>, <see cref="Kubernetes"/>
/// and <see cref="AppService"/>.
/// </summary>
public sealed record SourceOptions
{
    /// <summary>What the found instances run: Api or Web.</summary>
    public Component Component { get; init; }

    /// <summary>
    /// How many it must name to be believed. Default 1, at least 1. Fewer leave the known instances watched: one that has
    /// fallen out of an answer is to be seen failing, not to be forgotten.
    /// </summary>
    public int Least { get; init; } = 1;

    /// <summary>Every address of a name.</summary>
    public DnsSourceOptions? Dns { get; init; }

    /// <summary>The pods behind a Kubernetes service.</summary>
    public KubernetesSourceOptions? Kubernetes { get; init; }

    /// <summary>The workers behind one address of an App Service, told apart by its affinity cookie.</summary>
    public AppServiceSourceOptions? AppService { get; init; }

    /// <summary>For people, and what an instance found here keeps as <see cref="InstanceOptions.Source"/>.</summary>
    public string Label =>
        (Dns, Kubernetes, AppService) switch
        {
            ({ } dns, _, _) => FormattableString.Invariant($"{Component} by DNS {dns.Name}:{dns.Port}"),
            (_, { } pods, _) =>
                $"{Component} by Kubernetes {pods.Namespace}/{pods.Service}{(pods.Port.Length > 0 ? $":{pods.Port}" : "")}",
            (_, _, { } app) => $"{Component} by App Service {app.Address}",
            _ => $"{Component} by nothing",
        };
}

/// <summary>Every A and AAAA record of a name is an instance, for example of a headless service.</summary>
public sealed record DnsSourceOptions
{
    /// <summary>The name, for example <c>api.portal.internal</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>The TCP port each listens on. Default 80.</summary>
    public int Port { get; init; } = 80;

    /// <summary>http or https. Default http. A certificate seldom names an address, so https wants one that does.</summary>
    public string Scheme { get; init; } = "http";
}

/// <summary>
/// Every pod in the EndpointSlices of a service, ready or not: one that is not ready is what must be watched. A terminating
/// one is leaving and is not.
/// </summary>
public sealed record KubernetesSourceOptions
{
    /// <summary>The service's namespace. Default <c>default</c>.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>The service's name.</summary>
    public string Service { get; init; } = "";

    /// <summary>The port's name in the service; empty for a service's one port without a name, which is the default.</summary>
    public string Port { get; init; } = "";

    /// <summary>http or https. Default http.</summary>
    public string Scheme { get; init; } = "http";

    /// <summary>A kubeconfig file; null, the default, for the service account of the pod the watchdog runs in.</summary>
    public string? KubeConfig { get; init; }
}

/// <summary>
/// The platform answers a call without an affinity cookie by any worker, and sets the cookie that leads back to it. So the
/// watchdog calls until no new worker shows itself, and from then on sends each its cookie.
/// </summary>
public sealed record AppServiceSourceOptions
{
    /// <summary>The app's address, for example <c>https://portal-api.azurewebsites.net</c>.</summary>
    public string Address { get; init; } = "";

    /// <summary>What is asked for. Default <c>/healthz</c>; the answer's status does not matter.</summary>
    public string Path { get; init; } = "/healthz";

    /// <summary>The cookie's name. Default <c>ARRAffinity</c>.</summary>
    public string Cookie { get; init; } = "ARRAffinity";

    /// <summary>The most workers looked for. Default 10, from 1 to 100. A look asks at most four times as often.</summary>
    public int Most { get; init; } = 10;
}
