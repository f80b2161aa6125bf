using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Configuration;

/// <summary>What is in effect: the list that was given, or else the default as the documentation names it.</summary>
public sealed class EffectiveTests
{
    private static readonly string[] Given = ["/given"];

    private static readonly SecurityProbeOptions Security = new()
    {
        MustRefuse = Given,
        MustHoldNoSecret = Given,
        Forbidden = Given,
        ForbiddenInPublic = Given,
        AssetFolders = Given,
    };

    public static TheoryData<string, IReadOnlyList<string>, IReadOnlyList<string>> Lists =>
        new()
        {
            {
                "forbidden",
                new SecurityProbeOptions().EffectiveForbidden,
                ["/.git/config", "/.env", "/web.config", "/appsettings.json", "/server-status"]
            },
            { "in public", new SecurityProbeOptions().EffectiveForbiddenInPublic, ["/metrics"] },
            { "assets", new SecurityProbeOptions().EffectiveAssetFolders, ["/assets/"] },
            { "JSON calls", new RouteOptions().EffectiveJson, ["/api/*"] },
            { "channels", new SlackOptions().EffectiveChannels, ["#release", "#incident"] },
            { "given must refuse", Security.EffectiveMustRefuse, Given },
            { "given must hold no secret", Security.EffectiveMustHoldNoSecret, Given },
            { "given forbidden", Security.EffectiveForbidden, Given },
            { "given in public", Security.EffectiveForbiddenInPublic, Given },
            { "given assets", Security.EffectiveAssetFolders, Given },
            {
                "given JSON calls",
                new RouteOptions { Json = Given }.EffectiveJson,
                Given
            },
            {
                "given channels",
                new SlackOptions { Channels = Given }.EffectiveChannels,
                Given
            },
        };

    [Theory]
    [MemberData(nameof(Lists))]
    public void Effective_List_IsTheGivenOneOrTheDefault(
        string what,
        IReadOnlyList<string> effective,
        IReadOnlyList<string> expected
    ) => Assert.True(expected.SequenceEqual(effective), what);

    [Fact]
    public void Effective_Headers_AreTheGivenOnesOrTheDefaults()
    {
        HeaderRule[] given = [new() { Header = "X-Given" }];
        var own = new HeaderOptions { Api = given, Web = given };

        Assert.Equal(given, own.EffectiveApi);
        Assert.Equal(given, own.EffectiveWeb);
        Assert.Equal(2, new HeaderOptions().EffectiveApi.Count);
        Assert.Equal(4, new HeaderOptions().EffectiveWeb.Count);
    }

    [Theory]
    [InlineData(HealthEndpoint.Healthz, "/alive")]
    [InlineData(HealthEndpoint.Ready, "/set")]
    public void PathOf_Endpoint_IsItsOwn(HealthEndpoint endpoint, string path) =>
        Assert.Equal(path, new ProbeOptions { HealthzPath = "/alive", ReadyPath = "/set" }.PathOf(endpoint));

    [Theory]
    [InlineData(null, 7)]
    [InlineData("http://prometheus:9090", 9)]
    public void TrafficInterval_WithAndWithoutPrometheus_IsOfWhoIsAsked(string? server, int seconds)
    {
        var probes = new ProbeOptions
        {
            MetricsInterval = TimeSpan.FromSeconds(7),
            Prometheus = new() { Address = server, Interval = TimeSpan.FromSeconds(9) },
        };

        Assert.Equal(TimeSpan.FromSeconds(seconds), probes.TrafficInterval);
    }
}
