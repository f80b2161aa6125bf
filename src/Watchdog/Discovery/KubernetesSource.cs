using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Exceptions;
using k8s.Models;
using Mcpx.Domain.Configuration;
using YamlDotNet.Core;

namespace Mcpx.Watchdog.Discovery;

/// <summary>The pods in the EndpointSlices (discovery.k8s.io/v1) of a service. It needs the right to list them, and no other.</summary>
internal sealed class KubernetesSource(SourceOptions source) : IInstanceSource, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly KubernetesSourceOptions _asked = source.Kubernetes!;
    private Kubernetes? _client;

    public async Task<IReadOnlyList<InstanceOptions>> AskAsync(
        IReadOnlyList<InstanceOptions> known,
        CancellationToken stopping
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(Patience);
        try
        {
            _client ??= new(Configuration());
            var slices = await _client.DiscoveryV1.ListNamespacedEndpointSliceAsync(
                _asked.Namespace,
                labelSelector: $"kubernetes.io/service-name={_asked.Service}",
                cancellationToken: limit.Token
            );
            // A pod stands in several slices while it moves from one to another.
            return [.. slices.Items.SelectMany(Read).DistinctBy(instance => instance.Name)];
        }
        catch (HttpOperationException problem)
        {
            throw new SourceUnavailableException(
                $"the API server answered {(int)problem.Response.StatusCode}",
                problem
            );
        }
        catch (Exception problem)
            when (problem
                    is HttpRequestException
                        or KubeConfigException
                        or KubernetesClientException
                        or YamlException
                        or IOException
            )
        {
            throw new SourceUnavailableException(problem.Message, problem);
        }
        catch (Exception problem) when (problem is System.Text.Json.JsonException or NotSupportedException)
        {
            throw new SourceUnavailableException("the answer is no list of EndpointSlices", problem);
        }
        catch (OperationCanceledException problem) when (!stopping.IsCancellationRequested)
        {
            throw new SourceUnavailableException($"no answer within {Patience.TotalSeconds:0} s", problem);
        }
    }

    public void Dispose() => _client?.Dispose();

    private KubernetesClientConfiguration Configuration() =>
        _asked.KubeConfig is { } file
            ? KubernetesClientConfiguration.BuildConfigFromConfigFile(file)
            : KubernetesClientConfiguration.InClusterConfig();

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
