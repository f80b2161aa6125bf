using Mcpx.Dashboard.Store;

namespace Mcpx.Dashboard.Tests.Store;

/// <summary>What keeps the store is no business of the dashboard's: it goes on after any database's fault.</summary>
public sealed class StoreArchitectureTests
{
    [Fact]
    public void Dashboard_References_NotTheEmbeddedStoresDriver() =>
        Assert.DoesNotContain(
            typeof(StoreFollower).Assembly.GetReferencedAssemblies(),
            assembly => assembly.Name == "Microsoft.Data.Sqlite"
        );
}
