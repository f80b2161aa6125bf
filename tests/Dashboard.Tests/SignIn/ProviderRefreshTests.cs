using Mcpx.Dashboard.Auth.Sessions;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Mcpx.Dashboard.Tests.SignIn;

public sealed class ProviderRefreshTests
{
    [Fact]
    public async Task Ask_OfAProviderThatHangs_WaitsForItOnceAndThenForOneAtATime()
    {
        var time = new FakeTimeProvider();
        using var provider = new Hanging();
        using var backchannel = new HttpClient(provider);
        var refresh = new ProviderRefresh(new Always(backchannel), time);

        var first = refresh.AskAsync("token", "ada");
        Assert.False(first.IsCompleted);
        time.Advance(ProviderRefresh.Patience);
        Assert.IsType<RefreshAnswer.Unknown>(await first);

        Assert.IsType<RefreshAnswer.Unknown>(await refresh.AskAsync("token", "ada"));
        Assert.IsType<RefreshAnswer.Unknown>(await refresh.AskAsync("another", "bob"));
        Assert.Equal(1, provider.Asked);

        time.Advance(ProviderRefresh.LeftAlone);
        var again = refresh.AskAsync("token", "ada");
        Assert.IsType<RefreshAnswer.Unknown>(await refresh.AskAsync("another", "bob"));
        Assert.Equal(2, provider.Asked);
        time.Advance(ProviderRefresh.Patience);
        Assert.IsType<RefreshAnswer.Unknown>(await again);
    }

    private sealed class Hanging : HttpMessageHandler
    {
        public int Asked { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Asked++;
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        }
    }

    private sealed class Always(HttpClient backchannel) : IOptionsMonitor<OpenIdConnectOptions>
    {
        public OpenIdConnectOptions CurrentValue => Get(null);

        public OpenIdConnectOptions Get(string? name) =>
            new()
            {
                ClientId = "mcpx",
                ClientSecret = "secret",
                Backchannel = backchannel,
                ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(
                    new() { TokenEndpoint = "https://id.example.test/token" }
                ),
            };

        public IDisposable? OnChange(Action<OpenIdConnectOptions, string?> listener) => null;
    }
}
