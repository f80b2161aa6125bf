using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Tests.Configuration;

public sealed class SecretsTests
{
    private static readonly WatchdogOptions Options = new()
    {
        Environments = new Dictionary<string, EnvironmentOptions>
        {
            ["Prod"] = new() { Validation = new() { Web = new() { LoginPath = "/login" } } },
        },
    };

    [Theory]
    [InlineData($"token is {TestEnvironment.PortalToken}!", "token is [redacted: configured secret]!")]
    [InlineData(
        $"{TestEnvironment.ServiceToken}{TestEnvironment.PortalToken}",
        "[redacted: configured secret][redacted: configured secret]"
    )]
    [InlineData("pass portal-visitor", "pass [redacted: configured secret]")]
    [InlineData("Authorization: Bearer abc.def-ghi", "Authorization: Bearer [redacted: authorization]")]
    [InlineData("curl -H 'authorization: BEARER xyz'", "curl -H 'authorization: BEARER [redacted: authorization]'")]
    [InlineData(
        "Server=db;User=sa;Password=hunter2;Encrypt=true",
        "Server=db;User=sa;Password=[redacted: password];Encrypt=true"
    )]
    [InlineData("pwd = x1y2", "pwd = [redacted: password]")]
    [InlineData("https://x/?sig=AbC%2F&se=2026", "https://x/?sig=[redacted: shared access signature]&se=2026")]
    [InlineData("api-key: 123, next", "api-key: [redacted: API key], next")]
    [InlineData("""{"password":"hunter2","a":1}""", """{"password":"[redacted: password]","a":1}""")]
    [InlineData("""{ "client_secret" : "s3cr3t" }""", """{ "client_secret" : "[redacted: secret]" }""")]
    public void Redact_Secret_IsRemoved(string text, string expected) =>
        Assert.Equal(expected, new Secrets(Options).Redact(text));

    [Theory]
    [InlineData("")]
    [InlineData("Prod/api-1: /healthz answers with v1.8.2")]
    [InlineData("401 without a token on /api/flags")]
    public void Redact_NothingSecret_StaysAsItIs(string text) => Assert.Equal(text, new Secrets(Options).Redact(text));

    [Fact]
    public void Redact_AMegabyte_EndsSoon() =>
        Assert.DoesNotContain(
            "hunter2",
            new Secrets(Options).Redact(string.Concat(Enumerable.Repeat("token token= password=hunter2 ", 30_000))),
            StringComparison.Ordinal
        );

    /// <summary>No list to forget one in: whatever option is called <c>…Variable</c> names a secret.</summary>
    [Fact]
    public void Redact_WhatAnyVariableOfTheOptionsHolds_IsRemoved()
    {
        var names = new List<string>();
        var options = FilledOptions.With(names);
        var values = names.ToDictionary(name => name, name => $"a-value-of-{name}");
        foreach (var (name, value) in values)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        try
        {
            var secrets = new Secrets(options);

            Assert.True(names.Count > 20, $"only {names.Count} were found");
            Assert.All(
                values.Values,
                value => Assert.DoesNotContain(value, secrets.Redact($"it is {value}."), StringComparison.Ordinal)
            );
        }
        finally
        {
            names.ForEach(name => Environment.SetEnvironmentVariable(name, null));
        }
    }

    [Fact]
    public void Missing_VariablesOfATicket_AreNamed() =>
        Assert.Equal(
            [
                ("Watchdog:Ticket:TokenVariable", "MCPX_NOBODY_SETS_THIS"),
                ("Watchdog:Ticket:UserVariable", "MCPX_NOR_THIS"),
            ],
            Secrets
                .Missing(
                    new()
                    {
                        Ticket = new() { TokenVariable = "MCPX_NOBODY_SETS_THIS", UserVariable = "MCPX_NOR_THIS" },
                    }
                )
                .Select(error => (error.Key, error.Value))
        );

    [Fact]
    public void Missing_VariablesOfMetrics_AreNamed() =>
        Assert.Equal(
            [
                ("Watchdog:Environments:Prod:Probes:MetricsTokenVariable", "MCPX_NOBODY_SETS_THIS"),
                ("Watchdog:Environments:Prod:Probes:Prometheus:TokenVariable", "MCPX_NOR_THIS"),
            ],
            Secrets
                .Missing(
                    new()
                    {
                        Environments = new Dictionary<string, EnvironmentOptions>
                        {
                            ["Prod"] = new()
                            {
                                Probes = new()
                                {
                                    MetricsTokenVariable = "MCPX_NOBODY_SETS_THIS",
                                    Prometheus = new() { Address = "http://p", TokenVariable = "MCPX_NOR_THIS" },
                                },
                            },
                        },
                    }
                )
                .Select(error => (error.Key, error.Value))
        );

    [Fact]
    public void Missing_VariablesOfDeployers_AreNamed() =>
        Assert.Equal(
            [
                ("Watchdog:Environments:Prod:Deployers:Api:Http:TokenVariable", "MCPX_NOBODY_SETS_THIS"),
                ("Watchdog:Environments:Prod:Deployers:Web:GitHubActions:TokenVariable", "MCPX_NOR_THIS"),
            ],
            Secrets
                .Missing(
                    new()
                    {
                        Environments = new Dictionary<string, EnvironmentOptions>
                        {
                            ["Prod"] = new()
                            {
                                Deployers = new Dictionary<Component, DeployerOptions>
                                {
                                    [Component.Api] = new()
                                    {
                                        Http = new() { TokenVariable = "MCPX_NOBODY_SETS_THIS" },
                                    },
                                    [Component.Web] = new()
                                    {
                                        GitHubActions = new() { TokenVariable = "MCPX_NOR_THIS" },
                                    },
                                },
                            },
                        },
                    }
                )
                .Select(error => (error.Key, error.Value))
        );
}
