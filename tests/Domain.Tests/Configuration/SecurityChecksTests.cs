using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Configuration;

public sealed class SecurityChecksTests
{
    private static readonly InstanceOptions Api = new() { Name = "api-1", Address = "http://10.0.0.1" };

    private static readonly InstanceOptions Web = new()
    {
        Name = "web-1",
        Component = Component.Web,
        Address = "http://10.0.0.2",
    };

    [Fact]
    public void Of_ApiAndWeb_HasEverythingButCertificates() =>
        Assert.Equal(
            [
                ("anonymous /api/config/effective", Component.Api),
                ("secrets in /api/config/effective", Component.Api),
                (SecurityChecks.ApiErrors, Component.Api),
                (SecurityChecks.ApiHeaders, Component.Api),
                (SecurityChecks.ForbiddenPaths, Component.Web),
                (SecurityChecks.WebErrors, Component.Web),
                (SecurityChecks.WebHeaders, Component.Web),
                (SecurityChecks.SourceMaps, Component.Web),
                (SecurityChecks.WebSecrets, Component.Web),
            ],
            SecurityChecks.Of(new() { Instances = [Api, Web] }).Select(check => (check.Name, check.Component))
        );

    [Fact]
    public void Of_IntendedOrigins_LooksForForeignOnes() =>
        Assert.Contains(
            SecurityChecks.ForeignOrigins,
            Names(
                new()
                {
                    Instances = [Api],
                    Probes = new() { Cors = new() { IntendedOrigins = ["https://a"] } },
                }
            )
        );

    [Theory]
    [InlineData("Prod", true)]
    [InlineData("RTM", false)]
    public void In_Environment_HoldsTheLegacyStreamOffInProd(string name, bool watched)
    {
        var security = new SecurityProbeOptions().In(name);

        Assert.Equal(
            watched,
            Names(
                    new()
                    {
                        Instances = [Api],
                        Probes = new() { Security = security },
                    }
                )
                .Contains("flag EnableLegacyHttpSse off")
        );
        Assert.Same(security, security.In(name));
    }

    [Fact]
    public void In_OthersNamed_StayAsTheyAre() =>
        Assert.Empty((new SecurityProbeOptions() with { MustBeOff = [] }).In("Prod").EffectiveMustBeOff);

    [Fact]
    public void Read_RecordingFromBefore_HoldsNoFlagOff()
    {
        var json = JsonSerializer.Serialize(new SecurityProbeOptions(), EventBody.Json);

        Assert.DoesNotContain("mustBeOff", json, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(JsonSerializer.Deserialize<SecurityProbeOptions>(json, EventBody.Json)!.EffectiveMustBeOff);
    }

    [Fact]
    public void Of_NothingToLookAt_IsNotWatched()
    {
        Assert.DoesNotContain(Names(new() { Instances = [Api] }), name => name == SecurityChecks.WebHeaders);
        Assert.DoesNotContain(Names(new() { Instances = [Web] }), name => name == SecurityChecks.ApiHeaders);
        Assert.Contains(
            SecurityChecks.WebHeaders,
            Names(new() { Instances = [Api], PublicAddress = "http://admin.example.com" })
        );
    }

    [Fact]
    public void Of_HttpsAnywhere_WatchesCertificates()
    {
        Assert.Contains(
            SecurityChecks.Certificates,
            Names(new() { Instances = [Api], PublicAddress = "https://admin.example.com" })
        );
        Assert.Contains(
            SecurityChecks.Certificates,
            Names(new() { Instances = [Api with { Address = "https://10.0.0.1" }] })
        );
    }

    [Fact]
    public void Of_TurnedOff_HasNoneOrThePathsOnly()
    {
        var environment = new EnvironmentOptions { Instances = [Api, Web] };

        Assert.Empty(Names(environment with { Probes = new() { Security = new() { Watched = false } } }));
        Assert.Equal(2, Names(environment with { Probes = new() { Security = new() { Exposure = false } } }).Count);
    }

    [Fact]
    public void Read_ConfigurationFromBeforeExposure_WatchedNone()
    {
        var options = JsonSerializer.Deserialize<SecurityProbeOptions>("""{"watched":true}""", EventBody.Json)!;

        Assert.True(options.Watched);
        Assert.False(options.Exposure);
        Assert.Equal(14, options.CertificateDays);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_ConfigurationOfToday_IsWhatWasWritten(bool exposure)
    {
        var written = JsonSerializer.Serialize(new SecurityProbeOptions { Exposure = exposure }, EventBody.Json);

        Assert.Equal(exposure, JsonSerializer.Deserialize<SecurityProbeOptions>(written, EventBody.Json)!.Exposure);
    }

    [Theory]
    [InlineData("X-Frame-Options", "DENY", true)]
    [InlineData("x-frame-options", "DENY", true)]
    [InlineData("Content-Security-Policy", "default-src 'self'; Frame-Ancestors 'none'", true)]
    [InlineData("Content-Security-Policy", "default-src 'self'", false)]
    [InlineData("Server", "x", false)]
    public void IsKept_OneOfTheAlternatives_IsEnough(string name, string value, bool kept)
    {
        var rule = new HeaderRule { Header = "X-Frame-Options | Content-Security-Policy: frame-ancestors" };

        Assert.Equal(
            kept,
            rule.IsKept(asked => string.Equals(asked, name, StringComparison.OrdinalIgnoreCase) ? value : null)
        );
    }

    private static IReadOnlyList<string> Names(EnvironmentOptions environment) =>
        [.. SecurityChecks.Of(environment).Select(check => check.Name)];
}
