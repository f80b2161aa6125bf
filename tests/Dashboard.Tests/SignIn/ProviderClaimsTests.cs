using System.Globalization;
using System.Security.Claims;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Auth.Provider;
using Mcpx.Domain.Configuration.SignIn;

namespace Mcpx.Dashboard.Tests.SignIn;

public sealed class ProviderClaimsTests
{
    [Theory]
    // The older of the two: a token that was just issued to somebody who typed nothing for an hour proves nothing.
    [InlineData(1_000L, "c1", false, "1000")]
    [InlineData(1_000L, "c1", true, "1000")]
    [InlineData(9_000L, "c1", true, "5000")]
    // Without it only the answer to a challenge of ours counts.
    [InlineData(null, "c1", false, null)]
    [InlineData(null, "c1", true, "5000")]
    [InlineData(1_000L, "c2", true, null)]
    [InlineData(1_000L, null, true, null)]
    public void Person_WithAnAuthenticationContext_ProvedItWhenTheOlderTimeSays(
        long? provedAt,
        string? context,
        bool asked,
        string? expected
    )
    {
        var claims = new ProviderClaims(
            new SignInMode(new SignInOptions { StepUp = new() { AuthenticationContext = "c1" } }, Refusal: null)
        );
        var token = new ClaimsIdentity([new("preferred_username", "ada"), new("sub", "1"), new("iat", "5000")]);
        if (provedAt is { } at)
        {
            token.AddClaim(new("auth_time", at.ToString(CultureInfo.InvariantCulture)));
        }

        if (context is not null)
        {
            token.AddClaim(new("acrs", context));
        }

        var person = claims.Person(new(token), asked: asked);

        Assert.Equal(expected, person!.FindFirstValue(PersonClaims.ProvedAt));
    }
}
