using System.Text;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Observability;
using Prometheus;

namespace Mcpx.Watchdog.Tests.Observability;

/// <summary>Which configuration is in effect: one.</summary>
public sealed class ConfigurationGaugesTests
{
    [Fact]
    public async Task Show_AnotherConfiguration_IsTheOnlyOneInEffect()
    {
        ConfigurationGauges.Show(new ConfigurationApplied(Some.Options(Some.Environment()), []), "the-first-of-a-test");
        ConfigurationGauges.Show(new ConfigurationApplied(new(), []), "the-next-of-a-test");

        using var text = new MemoryStream();
        await Metrics.DefaultRegistry.CollectAndExportAsTextAsync(text);
        Assert.DoesNotContain("the-first-of-a-test", Encoding.UTF8.GetString(text.ToArray()), StringComparison.Ordinal);
    }
}
