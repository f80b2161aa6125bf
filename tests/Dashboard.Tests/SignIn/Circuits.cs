using Mcpx.Dashboard.Auth;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Mcpx.Dashboard.Tests.SignIn;

/// <summary>Who a circuit is opened by: what the cookie of its first request says.</summary>
internal static class Circuits
{
    public static async Task<AuthenticationState> StateOfAsync(House house, string cookie)
    {
        await using var scope = house.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Headers.Cookie = cookie;
        context.Request.Scheme = "http";
        context.Request.Method = "GET";
        var result = await context.AuthenticateAsync(SignInRegistration.CookieScheme);
        return new(result.Principal!);
    }
}
