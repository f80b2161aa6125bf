using Mcpx.Watchdog.Runner;

namespace Mcpx.Watchdog.Tests.Ledger;

/// <summary>What keeps the store is no business of the watchdog's: it goes on after any database's fault.</summary>
public sealed class StoreArchitectureTests
{
    [Fact]
    public void Watchdog_References_NotTheEmbeddedStoresDriver() =>
        Assert.DoesNotContain(
            typeof(Leadership).Assembly.GetReferencedAssemblies(),
            assembly => assembly.Name == "Microsoft.Data.Sqlite"
        );
}
