using Mcpx.Dashboard.Auth;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;

namespace Mcpx.Dashboard.Tests.Auth;

public sealed class SignInModeTests
{
    private static readonly string[] Production = ["--environment", "Production"];

    [Fact]
    public void Program_InProductionWithoutEntra_RefusesToStart()
    {
        var before = Console.Error;
        using var error = new StringWriter();
        Console.SetError(error);
        try
        {
            var exit = typeof(Program).Assembly.EntryPoint!.Invoke(null, [Production]);
            Assert.Equal(2, exit);
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.Contains("AzureAd:TenantId", error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().Trim().Split('\n'));
    }

    [Fact]
    public void Decide_IncompleteEntra_NamesEveryMissingKey()
    {
        var mode = Decide("Development", ("AzureAd:ClientId", "x"));
        Assert.Equal("Section AzureAd is incomplete: AzureAd:Instance, AzureAd:TenantId missing.", mode.Refusal);
    }

    [Fact]
    public void Decide_DevelopmentWithoutEntra_TakesTheNamedPeople()
    {
        var mode = Decide("Development");
        Assert.Null(mode.Refusal);
        Assert.False(mode.UsesEntra);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("http://[::]:5080", false)]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("http://10.0.0.4:5080", false)]
    public void ForbidsAddresses_WithNamedPeople_AllowsLoopbackOnly(string address, bool allowed) =>
        Assert.Equal(allowed, Decide("Development").ForbidsAddresses([address]) is null);

    private static SignInMode Decide(string environment, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Build();
        return SignInMode.Decide(
            configuration.GetSection("AzureAd"),
            new HostingEnvironment { EnvironmentName = environment }
        );
    }
}
