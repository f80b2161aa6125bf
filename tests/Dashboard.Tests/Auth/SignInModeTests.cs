using Mcpx.Dashboard.Auth;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;

namespace Mcpx.Dashboard.Tests.Auth;

public sealed class SignInModeTests
{
    private static readonly string[] Production = ["--environment", "Production"];

    [Fact]
    public void Program_InProductionWithoutAProvider_RefusesToStart()
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

        Assert.Contains("Authentication:Entra", error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().Trim().Split('\n'));
    }

    [Theory]
    [InlineData("Authentication:Entra:TenantId", "contoso", "Authentication:Entra:ClientId = : is missing")]
    [InlineData("Authentication:Odic:Authority", "https://x.test", "Odic")]
    [InlineData("Authentication:Session:Idle", "soon", "Authentication:Session:Idle")]
    [InlineData("AzureAd:ClientId", "x", "is now Authentication:Entra")]
    public void Decide_WhatCannotBeMeant_IsRefusedByItsName(string key, string value, string expected) =>
        Assert.Contains(expected, Decide("Development", (key, value)).Refusal, StringComparison.Ordinal);

    [Fact]
    public void Decide_WithASecret_NeverShowsIt()
    {
        var mode = Decide(
            "Production",
            ("Authentication:Oidc:Authority", "https://id.test"),
            ("Authentication:Oidc:ClientId", "x"),
            ("MCPX_SIGNIN_SECRET", "planted-secret")
        );

        Assert.Null(mode.Refusal);
        Assert.Equal("planted-secret", mode.RevealSecret());
        Assert.DoesNotContain("planted-secret", mode.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "planted-secret",
            System.Text.Json.JsonSerializer.Serialize(mode),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Decide_DevelopmentWithoutAProvider_TakesTheNamedPeople()
    {
        var mode = Decide("Development");
        Assert.Null(mode.Refusal);
        Assert.False(mode.UsesProvider);
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
        return SignInMode.Decide(configuration, new HostingEnvironment { EnvironmentName = environment });
    }
}
