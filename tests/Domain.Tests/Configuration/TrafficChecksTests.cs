using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Configuration;

public sealed class TrafficChecksTests
{
    private const string Server = "http://127.0.0.1:9090";

    public static TheoryData<string, string, ProbeOptions> Wrong =>
        new()
        {
            {
                "MetricsPath",
                "metrics",
                new() { MetricsPath = "metrics" }
            },
            {
                "RequestCounter:Name",
                "9lives",
                new() { RequestCounter = new() { Name = "9lives" } }
            },
            {
                "RequestCounter:Name",
                "",
                new() { RequestCounter = new() { Name = "" } }
            },
            {
                "RequestCounter:Name",
                "http-total",
                new() { RequestCounter = new() { Name = "http-total" } }
            },
            {
                "RequestCounter:CodeLabel",
                "a:b",
                new() { RequestCounter = new() { CodeLabel = "a:b" } }
            },
            {
                "RequestCounter:RouteLabel",
                "",
                new() { RequestCounter = new() { RouteLabel = "" } }
            },
            {
                "RequestCounter:CallerLabel",
                "é",
                new() { RequestCounter = new() { CallerLabel = "é" } }
            },
            {
                "RequestCounter:ErrorCodes",
                "5(",
                new() { RequestCounter = new() { ErrorCodes = "5(" } }
            },
            {
                "RequestCounter:ErrorCodes",
                "(?=5)..",
                new() { RequestCounter = new() { ErrorCodes = "(?=5).." } }
            },
            {
                "DurationHistogram:Name",
                "a b",
                new() { DurationHistogram = new() { Name = "a b" } }
            },
            {
                "DurationHistogram:BoundLabel",
                "",
                new() { DurationHistogram = new() { BoundLabel = "" } }
            },
            {
                "DurationHistogram:RouteLabel",
                "",
                new() { DurationHistogram = new() { RouteLabel = "" } }
            },
            {
                "DurationHistogram:CallerLabel",
                "",
                new() { DurationHistogram = new() { CallerLabel = "" } }
            },
            {
                "DurationHistogram:Unit",
                "7",
                new() { DurationHistogram = new() { Unit = (DurationUnit)7 } }
            },
            {
                "Cors:Counter:Name",
                "",
                new() { Cors = new() { Counter = new() { Name = "" } } }
            },
            {
                "Cors:Counter:OriginLabel",
                "",
                new() { Cors = new() { Counter = new() { OriginLabel = "" } } }
            },
            {
                "Cors:Counter:CodeLabel",
                "",
                new() { Cors = new() { Counter = new() { CodeLabel = "" } } }
            },
            {
                "Cors:Counter:CallerLabel",
                "",
                new() { Cors = new() { Counter = new() { CallerLabel = "" } } }
            },
            {
                "Routes:Json",
                "^/api/(",
                new() { Routes = new() { Json = ["/ok", "^/api/("] } }
            },
            {
                "Routes:Streams",
                "",
                new() { Routes = new() { Streams = [""] } }
            },
            {
                "Routes:Streams",
                @"^(a)\1",
                new() { Routes = new() { Streams = [@"^(a)\1"] } }
            },
            { "Prometheus:Address", "prometheus:9090", Asked(new() { Address = "prometheus:9090" }) },
            { "Prometheus:Address", "http://p/?a=b", Asked(new() { Address = "http://p/?a=b" }) },
            { "Prometheus:Interval", "00:00:00", Asked(new() { Interval = default }) },
            { "Prometheus:Timeout", "00:00:00", Asked(new() { Timeout = default }) },
            { "Prometheus:InstanceLabel", "", Asked(new() { InstanceLabel = "" }) },
            { "Prometheus:Selector", "a-b", Asked(new() { Selector = One("a-b", "x") }) },
            { "Prometheus:Requests", " ", Asked(new() { Requests = " " }) },
            { "Prometheus:Durations", "", Asked(new() { Durations = "" }) },
            { "Prometheus:Refusals", "", Asked(new() { Refusals = "" }) },
            { "Prometheus:Instances:web-1", "a:80", Asked(new() { Instances = One("web-1", "a:80") }) },
            { "Prometheus:Instances:nobody", "a:80", Asked(new() { Instances = One("nobody", "a:80") }) },
            { "Prometheus:Instances", "a-2:80", Asked(new() { Instances = One("a-1", "a-2:80") }) },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_Wrong_NamesKeyAndValue(string key, string value, ProbeOptions probes)
    {
        var error = Assert.Single(Errors(probes));

        Assert.Equal(($"Watchdog:Environments:Prod:Probes:{key}", value), (error.Key, error.Value));
    }

    [Fact]
    public void Validate_RealPortals_AreRight() =>
        Assert.Empty(
            Errors(
                Asked(
                    new()
                    {
                        Selector = One("job", "portal \"1\""),
                        Instances = One("a-1", "10.0.0.1:8080"),
                        Requests = "sum by (instance, code) ({metric}{selector})",
                    }
                ) with
                {
                    RequestCounter = new() { Name = "ns:http_total", ErrorCodes = "5..|429" },
                    Routes = new() { Json = ["^/v[0-9]+/", "*"], Streams = ["/live", "/live/*"] },
                    Cors = new() { Counter = new() { CodeLabel = "code" } },
                }
            )
        );

    [Fact]
    public void Validate_ServerNotAsked_IsNotHeldAgainstAnybody() =>
        Assert.Empty(
            Errors(
                new()
                {
                    Prometheus = new() { Interval = default, Requests = "" },
                }
            )
        );

    [Theory]
    [InlineData("http://10.0.0.1:8080/", "10.0.0.1:8080")]
    [InlineData("http://portal.example.com", "portal.example.com:80")]
    [InlineData("https://portal.example.com/base", "portal.example.com:443")]
    [InlineData("http://[::1]:8080", "[::1]:8080")]
    public void LabelOf_NoLabelConfigured_IsHostAndPort(string address, string expected) =>
        Assert.Equal(expected, new PrometheusOptions().LabelOf(new() { Name = "a", Address = address }));

    [Theory]
    [InlineData("/api/jobs", "/api/jobs", true)]
    [InlineData("/api/jobs", "/api/jobs/1", false)]
    [InlineData("/api/*", "/api/jobs/1", true)]
    [InlineData("/api/*", "/API/jobs", false)]
    [InlineData("/api/*", "/apis", false)]
    [InlineData("*", "", true)]
    [InlineData("^/api/v[0-9]+/", "/api/v12/jobs", true)]
    [InlineData("^/api/v[0-9]+$", "/api/v12/jobs", false)]
    public void Covers_Pattern_MeansRoutes(string pattern, string route, bool expected) =>
        Assert.Equal(expected, new RoutePattern(pattern).Covers(route));

    private static IReadOnlyList<ConfigurationError> Errors(ProbeOptions probes) =>
        OptionsValidator.Validate(
            new()
            {
                Environments = new Dictionary<string, EnvironmentOptions>
                {
                    ["Prod"] = Some.Environment(
                        instances:
                        [
                            new() { Name = "a-1", Address = "http://a-1" },
                            new() { Name = "a-2", Address = "http://a-2" },
                            new()
                            {
                                Name = "web-1",
                                Component = Component.Web,
                                Address = "http://web-1",
                            },
                        ]
                    ) with
                    {
                        Probes = probes,
                        Execution = Execution.Off,
                        Lkg = new Dictionary<Component, string>(),
                    },
                },
            },
            releases: []
        );

    private static ProbeOptions Asked(PrometheusOptions server) =>
        new() { Prometheus = server.Address is null ? server with { Address = Server } : server };

    private static Dictionary<string, string> One(string key, string value) => new() { [key] = value };
}
