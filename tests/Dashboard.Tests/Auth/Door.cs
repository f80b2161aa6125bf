using Bunit;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Auth.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Mcpx.Dashboard.Tests.Auth;

/// <summary>The dashboard's own door behind a component that is rendered alone: sessions are real, and asked at every act.</summary>
internal sealed class Door : IAsyncDisposable
{
    private readonly DashboardFactory _dashboard = new();
    private readonly AsyncServiceScope _scope;

    public Door(BunitContext context)
    {
        _scope = _dashboard.Services.CreateAsyncScope();
        context.Services.AddFallbackServiceProvider(_scope.ServiceProvider);
    }

    /// <summary>Signs somebody of the development people in, as a circuit would know them.</summary>
    public async Task<Task<AuthenticationState>> SignInAsync(string who)
    {
        var principal = DevelopmentPeople.Principal(who, SignInRegistration.CookieScheme)!;
        var properties = new AuthenticationProperties();
        properties.Begin(TimeProvider.System.GetUtcNow());
        await _dashboard
            .Services.GetRequiredService<SessionTickets>()
            .StoreAsync(new(principal, properties, SignInRegistration.CookieScheme));
        var state = Task.FromResult(new AuthenticationState(principal));
        _scope.ServiceProvider.GetRequiredService<SessionWatch>().SetAuthenticationState(state);
        return state;
    }

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _dashboard.DisposeAsync();
    }
}
