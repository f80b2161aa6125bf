using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Probes.Health;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Deployers;

/// <summary>The tags that the instances of a component answer themselves, where the deployer's own service does not know them.</summary>
internal sealed class InstanceTags(PortalClient portal, EnvironmentOptions options, Component component)
{
    /// <summary>Asks every watched instance; one that does not answer has no tag.</summary>
    public async Task<IReadOnlyList<ObservedInstance>> AskAsync(CancellationToken cancellation) =>
        await Task.WhenAll(
            options
                .Instances.Where(instance => instance.Component == component)
                .Select(async instance => new ObservedInstance(
                    instance.Name,
                    await AskAsync(instance.Address, cancellation)
                ))
        );

    /// <summary>Asks one address; null when it does not answer a tag.</summary>
    public async Task<string?> AskAsync(string address, CancellationToken cancellation)
    {
        var answer = await portal.GetAsync(
            new(new Uri(address), HealthProbe.VersionPath(component)),
            token: null,
            options.Probes.HealthTimeout ?? options.Probes.Timeout,
            PortalClient.SmallBody,
            cancellation
        );
        return answer.Fault == Fault.None ? HealthProbe.TagIn(answer.Body.Span) : null;
    }
}
