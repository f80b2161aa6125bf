using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Mcpx.Dashboard.Auth;

/// <summary>
/// The API's identity in Development: header <c>X-Dev-User: ic</c>, from loopback only. The scheme is not registered at all
/// outside Development, so the header means nothing there.
/// </summary>
internal sealed class DevUserHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "DevUser";
    public const string Header = "X-Dev-User";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Authenticate());

    private AuthenticateResult Authenticate()
    {
        if (!Loopback.IsLocal(Context))
        {
            return AuthenticateResult.Fail($"{Header} is accepted from this machine only.");
        }

        var principal = DevelopmentPeople.Principal(Request.Headers[Header].ToString(), SchemeName);
        return principal is null
            ? AuthenticateResult.Fail($"{Header} names nobody we know.")
            : AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName));
    }
}
