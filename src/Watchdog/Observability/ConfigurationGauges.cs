using System.Security.Cryptography;
using System.Text.Json;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Prometheus;

namespace Mcpx.Watchdog.Observability;

/// <summary>Which configuration this process runs with, so that a graph shows when it became another one.</summary>
internal static class ConfigurationGauges
{
    private const int DigestShown = 12;

    private static readonly Gauge Applied = Metrics.CreateGauge(
        "watchdog_configuration_info",
        "Always 1: the configuration in effect, by digest, and the version that runs it.",
        "version",
        "digest"
    );

    private static readonly Gauge Warnings = Metrics.CreateGauge(
        "watchdog_configuration_warnings",
        "Warnings of the configuration in effect."
    );

    /// <summary>Shows what was applied.</summary>
    /// <param name="configuration">As it stands in the journal: without secrets.</param>
    /// <param name="version">Of the product.</param>
    public static void Show(ConfigurationApplied configuration, string version)
    {
        var digest = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(configuration.Options, EventBody.Json));
        foreach (var gone in Applied.GetAllLabelValues())
        {
            // Another configuration was in effect before this one.
            Applied.RemoveLabelled(gone);
        }

        Applied.WithLabels(version, Convert.ToHexStringLower(digest)[..DigestShown]).Set(1);
        Warnings.Set(configuration.Warnings.Count);
    }
}
