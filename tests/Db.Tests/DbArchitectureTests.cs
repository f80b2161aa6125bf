namespace Mcpx.Db.Tests;

public sealed class DbArchitectureTests
{
    [Fact]
    public void Db_References_NeverAHost() =>
        Assert.Equal(
            ["Mcpx.Domain"],
            typeof(Store)
                .Assembly.GetReferencedAssemblies()
                .Select(name => name.Name!)
                .Where(name => name.StartsWith("Mcpx.", StringComparison.Ordinal))
        );

    [Fact]
    public void Db_NoType_IsCalledEnvironment() =>
        Assert.DoesNotContain(typeof(Store).Assembly.GetTypes(), type => type.Name == "Environment");
}
