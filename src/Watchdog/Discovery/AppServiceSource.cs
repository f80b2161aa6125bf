using System.Security.Cryptography;
using System.Text;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Discovery;

/// <summary>
/// The workers behind one address: whoever answers a call without a cookie names itself by the cookie it sets. A known one that
/// no call happened to reach is asked for by its own.
/// </summary>
internal sealed class AppServiceSource(SourceOptions source, PortalClient portal) : IInstanceSource
{
    private const int CallsForEach = 4;
    private const int DigitsOfAName = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly AppServiceSourceOptions _app = source.AppService!;

    public async Task<IReadOnlyList<InstanceOptions>> AskAsync(
        IReadOnlyList<InstanceOptions> known,
        CancellationToken stopping
    )
    {
        var address = new Uri(_app.Address);
        var found = new Dictionary<string, InstanceOptions>(StringComparer.Ordinal);
        var lastNew = 0;
        for (var call = 1; call <= CallsForEach * _app.Most && found.Count < _app.Most; call++)
        {
            var answer = await CallAsync(new(address, _app.Path), stopping);
            if (answer.Head is null)
            {
                throw new SourceUnavailableException($"{address.Host} gave no answer: {answer.Fault}");
            }

            if (PinSetBy(answer) is { } pin && found.TryAdd(pin.Value, InstanceOf(pin, address)))
            {
                lastNew = call;
            }
            else if (call - lastNew >= CallsForEach * Math.Max(1, found.Count))
            {
                break;
            }
        }

        if (found.Count == 0)
        {
            throw new SourceUnavailableException($"{address.Host} sets no cookie {_app.Cookie}: is its affinity off?");
        }

        foreach (var instance in known.Where(one => found.Values.All(other => other.Name != one.Name)).Take(_app.Most))
        {
            // Whatever it answers, it is there; only another worker's cookie says that it is gone.
            var answer = await CallAsync(new(new Uri(instance.Address), _app.Path), stopping);
            if (answer.Fault != Fault.Refused)
            {
                found.TryAdd(instance.Name, instance);
            }
        }

        return [.. found.Values];
    }

    private Task<PortalAnswer> CallAsync(Uri address, CancellationToken stopping) =>
        portal.GetAsync(address, token: null, Patience, PortalClient.SmallBody, stopping);

    private Pin? PinSetBy(PortalAnswer answer) =>
        answer
            .Cookies.Select(cookie => cookie.Split('=', 2))
            .Where(parts => parts is [var name, { Length: > 0 }] && name == _app.Cookie)
            .Select(parts => (Pin?)new Pin(parts[0], parts[1]))
            .FirstOrDefault();

    private InstanceOptions InstanceOf(Pin pin, Uri address) =>
        new()
        {
            Name = $"{Instances.Prefix(source)}-{Digest(pin.Value)[..DigitsOfAName]}",
            Component = source.Component,
            Address = pin.On(address).AbsoluteUri,
            Source = source.Label,
        };

    private static string Digest(string value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)));
}
