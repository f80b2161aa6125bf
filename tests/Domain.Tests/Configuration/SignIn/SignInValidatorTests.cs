using Mcpx.Domain.Configuration.SignIn;

namespace Mcpx.Domain.Tests.Configuration.SignIn;

public sealed class SignInValidatorTests
{
    private static readonly EntraOptions Entra = new() { TenantId = "contoso", ClientId = "a" };
    private static readonly OidcOptions Oidc = new() { Authority = "https://id.example", ClientId = "a" };

    [Fact]
    public void Check_OneProvider_IsFineEverywhere()
    {
        Assert.Empty(Errors(new() { Entra = Entra }, development: false));
        Assert.Empty(Errors(new() { Oidc = Oidc }, development: false));
        Assert.Empty(Errors(new() { Oidc = Oidc }, development: true));
        Assert.Empty(Errors(new(), development: true));
        Assert.Empty(Errors(new() { Development = true }, development: true));
    }

    [Fact]
    public void Check_TwoProviders_IsOneErrorThatNamesBoth() =>
        Assert.Equal(
            "Authentication = Entra, Oidc: is more than one provider; keep exactly one of them",
            Assert.Single(Errors(new() { Entra = Entra, Oidc = Oidc }, development: false))
        );

    [Fact]
    public void Check_ProviderAndDevelopment_AreTwo() =>
        Assert.Contains(
            "Oidc, Development",
            Assert.Single(Errors(new() { Oidc = Oidc, Development = true }, development: true)),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(null, "nobody could sign in")]
    [InlineData(false, "nobody could sign in")]
    [InlineData(true, "which the environment Development alone may")]
    public void Check_OutsideDevelopmentWithoutAProvider_IsRefused(bool? asked, string expected) =>
        Assert.Contains(
            expected,
            Assert.Single(Errors(new() { Development = asked }, development: false)),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("a", false)]
    [InlineData("", false)]
    [InlineData("api://a", true)]
    [InlineData(null, true)]
    public void Check_AudienceOfPipelines_IsNotTheClients(string? audience, bool fine)
    {
        foreach (
            var options in new SignInOptions[]
            {
                new() { Entra = Entra with { Audience = audience } },
                new() { Oidc = Oidc with { Audience = audience } },
            }
        )
        {
            var errors = Errors(options, development: false);
            Assert.Equal(fine, errors.Count == 0);
            Assert.All(
                errors,
                static error => Assert.Contains("a person's identity token would pass", error, StringComparison.Ordinal)
            );
        }
    }

    [Theory]
    [InlineData("http://id.example", false)]
    [InlineData("ftp://id.example", false)]
    [InlineData("id.example", false)]
    [InlineData("", false)]
    [InlineData("https://id.example", true)]
    [InlineData("http://127.0.0.1:5000", true)]
    [InlineData("http://localhost:5000", true)]
    public void Check_Authority_IsHttpsOrLoopback(string authority, bool fine) =>
        Assert.Equal(fine, Errors(new() { Oidc = Oidc with { Authority = authority } }, development: false).Count == 0);

    [Theory]
    [InlineData("common")]
    [InlineData("organizations")]
    [InlineData("")]
    public void Check_TenantThatIsNoCompany_IsRefused(string tenant) =>
        Assert.Contains(
            "Authentication:Entra:TenantId",
            Assert.Single(Errors(new() { Entra = Entra with { TenantId = tenant } }, development: false)),
            StringComparison.Ordinal
        );

    [Fact]
    public void Check_SecretThatIsNotSet_NamesItsVariable() =>
        Assert.Equal(
            "Authentication:Oidc:ClientSecretVariable = MCPX_SIGNIN_SECRET: is not set in the environment; it holds the client's secret",
            Assert.Single(
                SignInValidator
                    .Check(new() { Oidc = Oidc }, development: false, static _ => false)
                    .Select(static error => $"{error.Key} = {error.Value}: {error.Problem}")
            )
        );

    [Theory]
    [InlineData("c1", true, true)]
    [InlineData("c99", true, true)]
    [InlineData("c100", true, false)]
    [InlineData("c0", true, false)]
    [InlineData("mfa", true, false)]
    [InlineData("c1", false, false)]
    public void Check_AuthenticationContext_IsOneOfEntras(string context, bool entra, bool fine)
    {
        var options = entra ? new SignInOptions { Entra = Entra } : new() { Oidc = Oidc };
        Assert.Equal(
            fine,
            Errors(options with { StepUp = new() { AuthenticationContext = context } }, development: false).Count == 0
        );
    }

    [Fact]
    public void Check_TimesOutOfReach_AreEachAnError()
    {
        var errors = Errors(
            new()
            {
                Oidc = Oidc,
                StepUp = new() { Within = TimeSpan.FromHours(2), Environments = ["Mars"] },
                Session = new()
                {
                    Idle = TimeSpan.FromMinutes(1),
                    Absolute = TimeSpan.FromDays(8),
                    RecheckEvery = TimeSpan.FromMinutes(2),
                    UncheckedFor = TimeSpan.FromHours(2),
                },
            },
            development: false
        );

        Assert.Equal(
            [
                "Authentication:Session:Idle",
                "Authentication:Session:Absolute",
                "Authentication:Session:RecheckEvery",
                "Authentication:Session:UncheckedFor",
                "Authentication:StepUp:Within",
                "Authentication:StepUp:Environments",
            ],
            errors.Select(static error => error.Split(' ')[0])
        );
    }

    [Fact]
    public void Covers_WithoutNames_IsProdAlone()
    {
        Assert.True(new StepUpOptions().Covers("Prod"));
        Assert.False(new StepUpOptions().Covers("RTM"));
        Assert.False(new StepUpOptions { Environments = [""] }.Covers("Prod"));
    }

    private static List<string> Errors(SignInOptions options, bool development) =>
        [
            .. SignInValidator
                .Check(options, development, static _ => true)
                .Select(static error => $"{error.Key} = {error.Value}: {error.Problem}"),
        ];
}
