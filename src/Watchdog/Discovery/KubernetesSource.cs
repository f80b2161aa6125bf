using System.Net;
using k8s;
using k8s.Models;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Deployers.Kubernetes;

namespace Mcpx.Watchdog.Discovery;

/// <summary>The pods in the EndpointSlices (discovery.k8s.io/v1) of a service. It needs the right to list them, and no other.</summary>
internal sealed class KubernetesSource(SourceOptions source) : IInstanceSource, IDisposable
{
    private readonly KubernetesSourceOptions _asked = source.Kubernetes!;
    private readonly KubernetesApi _api = new(source.Kubernetes!.KubeConfig, TimeProvider.System);

    public async Task<IReadOnlyList<InstanceOptions>> AskAsync(
        IReadOnlyList<InstanceOptions> known,
        CancellationToken stopping
    )
    {
        try
        {
            var slices = await _api.ActAsync(
                (client, cancellation) =>
                    client.DiscoveryV1.ListNamespacedEndpointSliceAsync(
                        _asked.Namespace,
                        labelSelector: $"kubernetes.io/service-name={_asked.Service}",
                        cancellationToken: cancellation
                    ),
                stopping
            );
            // A pod stands in several slices while it moves from one to another.
            return [.. slices.Items.SelectMany(Read).DistinctBy(instance => instance.Name)];
        }
        catch (DeployerUnavailableException problem)
        {
            throw new SourceUnavailableException(problem.Message, problem);
        }
    }

    public void Dispose() => _api.Dispose();

    private IEnumerable<InstanceOptions> Read(V1EndpointSlice slice)
    {
        var port = slice.Ports?.FirstOrDefault(port => (port.Name ?? "") == _asked.Port)?.Port;
        foreach (var endpoint in slice.Endpoints ?? [])
        {
            if (
                port is { } number
                && endpoint.Conditions?.Terminating != true
                && IPAddress.TryParse(endpoint.Addresses?.FirstOrDefault(), out var address)
            )
            {
                yield return Instances.At(source, _asked.Scheme, address, number, endpoint.TargetRef?.Name);
            }
        }
    }
}
