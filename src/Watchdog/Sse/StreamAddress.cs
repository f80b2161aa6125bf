using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Sse;

/// <summary>An instance's event stream and how it is spoken to.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Http2">Whether over HTTP/2.</param>
internal sealed record StreamAddress(Uri Address, bool Http2)
{
    public static StreamAddress Of(InstanceOptions instance, ProbeOptions probes) =>
        new(new(new(instance.Address), probes.StreamPath), probes.StreamHttp2);
}
