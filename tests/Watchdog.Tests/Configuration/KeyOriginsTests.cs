using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Mcpx.Watchdog.Tests.Configuration;

public sealed class KeyOriginsTests
{
    [Fact]
    public void Of_KeyInTwoPlaces_IsTheLaterOnes()
    {
        const string prefix = "MCPX_TEST_ORIGINS_";
        const string variable = $"{prefix}WATCHDOG__DataDirectory";
        using var folder = new Folder();
        var file = Path.Combine(folder.Path, "origins.json");
        File.WriteAllText(file, """{ "Watchdog": { "DataDirectory": "a", "Address": "b" }, "Other": "c" }""");
        Environment.SetEnvironmentVariable(variable, "d");
        try
        {
            var origins = KeyOrigins.Of(
                new ConfigurationBuilder().AddJsonFile(file).AddEnvironmentVariables(prefix).Build()
            );

            Assert.Equal("Watchdog:Address", Assert.Single(origins["origins.json"]), ignoreCase: true);
            Assert.Equal(
                "Watchdog:DataDirectory",
                Assert.Single(origins[ConfigurationApplied.FromEnvironment]),
                ignoreCase: true
            );
            Assert.Equal(2, origins.Count);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }
}
