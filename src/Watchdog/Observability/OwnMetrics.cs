using System.Reflection;
using System.Runtime.CompilerServices;
using Prometheus;

namespace Mcpx.Watchdog.Observability;

/// <summary>The watchdog's own metrics as a whole; each stands in the class that counts it (docs/operations.md lists them).</summary>
internal static class OwnMetrics
{
    private const BindingFlags Fields =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>
    /// Shows every metric from the first scrape on: a counter that appears only with its first event has grown by nothing
    /// in the eyes of Prometheus, and the alert on it stays silent.
    /// </summary>
    public static void ShowAll()
    {
        // The library's adapter for System.Diagnostics meters would show its gauges under the names of our counters.
        Metrics.SuppressDefaultMetrics(new() { SuppressMeters = true });
        foreach (var type in typeof(OwnMetrics).Assembly.GetTypes())
        {
            if (!type.ContainsGenericParameters && type.GetFields(Fields).Any(IsMetric))
            {
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            }
        }
    }

    private static bool IsMetric(FieldInfo field) => typeof(Collector).IsAssignableFrom(field.FieldType);
}
