using Mcpx.Sandbox.Instances;
using Mcpx.Sandbox.Portal.Data;

namespace Mcpx.Sandbox.Control;

/// <summary>The configuration each environment starts with.</summary>
internal static class PortalDefaults
{
    public static IReadOnlyDictionary<string, string> For(string environment, Topology topology)
    {
        var web = topology.InstancesOf(environment).Single(spec => spec.Component == PortalComponent.Web);
        var name = environment.ToLowerInvariant();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // Shortened for the sandbox; a real portal says 10.
            [ConfigKeys.SseKeepAliveSeconds] = "1",
            [ConfigKeys.AllowedOrigins] =
                $"https://admin.{name}.mcpx.example, {web.Address.GetLeftPart(UriPartial.Authority)}, "
                + $"https://partner.{name}.mcpx.example",
            ["Audit:RetentionDays"] = "365",
            ["Auth:SessionMinutes"] = "60",
            ["Jobs:MaxParallel"] = "4",
            ["Ui:PageSize"] = "50",
        };
    }

    /// <summary>The same with the flags as <c>flag:NAME</c>, <c>on</c> or <c>off</c>: what parity is held against.</summary>
    public static IReadOnlyDictionary<string, string> Expected(string environment, Topology topology)
    {
        var expected = new Dictionary<string, string>(For(environment, topology), StringComparer.Ordinal);
        foreach (var flag in PortalDatabase.FirstFlags)
            expected[$"flag:{flag.FlagKey}"] = flag.IsEnabled ? "on" : "off";
        return expected;
    }
}
