using Mcpx.Db.Engines.SqlServer;

namespace Mcpx.Db.Tests.Suite;

/// <summary>The ways into a server.</summary>
public sealed class StoreConnectionTests
{
    [Theory]
    [InlineData("Server=x;Database=y;Authentication=Active Directory Managed Identity")]
    [InlineData(
        "Server=x;Database=y;Authentication=Active Directory Managed Identity;User ID=8f1c0f9e-5b55-4f0e-9f2b-2a9cf0d0a001"
    )]
    [InlineData("Server=x;Database=y;Integrated Security=true")]
    [InlineData("Server=x;Database=y;User ID=w;Password=p;Encrypt=Mandatory")]
    public void Read_EveryWayIn_IsTaken(string text)
    {
        Assert.Null(StoreConnection.Read(text, out var connection));
        using var made = connection!.Make();
        Assert.Equal("x", made.DataSource);
    }
}
