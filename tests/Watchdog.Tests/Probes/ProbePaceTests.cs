using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Probes;

namespace Mcpx.Watchdog.Tests.Probes;

public sealed class ProbePaceTests
{
    [Theory]
    [InlineData(ProbeKind.Health, 5.0)]
    [InlineData(ProbeKind.Public, null)]
    [InlineData(ProbeKind.Metrics, 5.0)]
    [InlineData(ProbeKind.Prometheus, null)]
    [InlineData(ProbeKind.Contract, 1.0)]
    [InlineData(ProbeKind.FirstEvent, 15.0)]
    [InlineData(ProbeKind.Preflight, null)]
    [InlineData(ProbeKind.Security, 30.0)]
    [InlineData(ProbeKind.Workflow, null)]
    [InlineData(ProbeKind.Script, null)]
    [InlineData(ProbeKind.Browser, null)]
    [InlineData(ProbeKind.Vantage, null)]
    [InlineData(ProbeKind.Audit, 10.0)]
    [InlineData(ProbeKind.Settings, 10.0)]
    [InlineData(ProbeKind.Parity, null)]
    [InlineData(ProbeKind.Exposure, 300.0)]
    internal void Of_Defaults_AreTheDocumentedOnes(ProbeKind kind, double? seconds) =>
        Assert.Equal(seconds, ProbePace.Of(kind, new EnvironmentOptions())?.TotalSeconds);

    [Fact]
    public void Of_WhatIsConfigured_IsWatched()
    {
        var probes = new ProbeOptions
        {
            Cors = new() { IntendedOrigins = ["https://a"] },
            Security = new() { Watched = false },
            Workflows = new()
            {
                Web = true,
                Files = ["jobs.yaml"],
                Browser = new(),
            },
            Parity = new() { ExpectedFile = "prod.yaml" },
            Vantages = new Dictionary<string, string> { ["relay"] = "http://relay" },
        };
        var environment = new EnvironmentOptions { Probes = probes, PublicAddress = "https://a" };

        Assert.Equal(5, ProbePace.Of(ProbeKind.Public, environment)?.TotalSeconds);
        Assert.Equal(10, ProbePace.Of(ProbeKind.Preflight, environment)?.TotalSeconds);
        Assert.Null(ProbePace.Of(ProbeKind.Security, environment));
        Assert.Null(ProbePace.Of(ProbeKind.Exposure, environment));
        Assert.Null(
            ProbePace.Of(
                ProbeKind.Exposure,
                new EnvironmentOptions { Probes = new() { Security = new() { Exposure = false } } }
            )
        );
        Assert.Equal(300, ProbePace.Of(ProbeKind.Parity, environment)?.TotalSeconds);
        Assert.Equal(60, ProbePace.Of(ProbeKind.Workflow, environment)?.TotalSeconds);
        Assert.Equal(60, ProbePace.Of(ProbeKind.Script, environment)?.TotalSeconds);
        Assert.Equal(300, ProbePace.Of(ProbeKind.Browser, environment)?.TotalSeconds);
        Assert.Equal(10, ProbePace.Of(ProbeKind.Vantage, environment)?.TotalSeconds);
    }

    [Fact]
    public void Of_PrometheusConfigured_IsAskedInsteadOfTheInstances()
    {
        var environment = new EnvironmentOptions { Probes = new() { Prometheus = new() { Address = "http://p" } } };

        Assert.Null(ProbePace.Of(ProbeKind.Metrics, environment));
        Assert.Equal(5, ProbePace.Of(ProbeKind.Prometheus, environment)?.TotalSeconds);
    }
}
