using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Browser;

/// <summary>What is looked at.</summary>
/// <param name="Name">The instance's name, or the host.</param>
/// <param name="Address">Scheme, host and port.</param>
internal sealed record BrowserPlace(string Name, string Address)
{
    /// <summary>
    /// The one address given, or else every Web instance by its own. Where several share one the browser cannot be led to each.
    /// </summary>
    public static IEnumerable<BrowserPlace> Of(EnvironmentOptions environment, BrowserCheckOptions check) =>
        check.Address is { } address
            ? [new(new Uri(address).Host, address)]
            : environment
                .Instances.Where(instance => instance.Component == Component.Web)
                .Select(instance => new BrowserPlace(
                    instance.Name,
                    new Uri(instance.Address).GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)
                ))
                .DistinctBy(place => place.Address, StringComparer.OrdinalIgnoreCase);
}
