using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Configuration;

public sealed class BrowserCheckOptionsTests
{
    private static readonly InstanceOptions Web = new()
    {
        Name = "web-9",
        Component = Component.Web,
        Address = "http://10.0.0.9",
    };

    private static readonly BrowserCheckOptions Right = new() { Command = ["check"] };

    public static TheoryData<string, string, BrowserCheckOptions> Wrong =>
        new()
        {
            { "Command", "none", Right with { Command = [] } },
            { "Command", "none", Right with { Command = [""] } },
            { "Interval", "00:00:00", Right with { Interval = default } },
            { "Timeout", "00:00:09", Right with { Timeout = TimeSpan.FromSeconds(9) } },
            { "Timeout", "00:10:01", Right with { Timeout = TimeSpan.FromSeconds(601) } },
            { "Address", "admin.example.com", Right with { Address = "admin.example.com" } },
            { "LoginPath", "login", Right with { LoginPath = "login" } },
            { "Pages", "jobs", Right with { Pages = ["/flags", "jobs"] } },
            { "Pages", "/a,/b", Right with { Pages = ["/a,/b"] } },
            { "Pages", "21", Right with { Pages = [.. Enumerable.Repeat("/a", 21)] } },
        };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Validate_OneThingWrong_NamesKeyAndValueWhereItStands(
        string key,
        string value,
        BrowserCheckOptions options
    )
    {
        var watched = Assert.Single(Validate(Watching(options)));
        var validating = Assert.Single(Validate(Watching(null) with { Validation = new() { Browser = options } }));

        Assert.Equal(
            ($"Watchdog:Environments:Prod:Probes:Workflows:Browser:{key}", value),
            (watched.Key, watched.Value)
        );
        Assert.Equal(
            ($"Watchdog:Environments:Prod:Validation:Browser:{key}", value),
            (validating.Key, validating.Value)
        );
    }

    [Fact]
    public void Validate_NothingToLookAt_IsAnError()
    {
        var error = Assert.Single(Validate(WithoutWeb(Right)));

        Assert.Equal("Watchdog:Environments:Prod:Probes:Workflows:Browser:Address", error.Key);
        Assert.Empty(Validate(WithoutWeb(Right with { Address = "https://admin.example.com" })));
    }

    [Fact]
    public void Validate_Right_HasNoErrorsAndTheDocumentedDefaults()
    {
        Assert.Empty(Validate(Watching(Right)));
        Assert.Equal((5, 60), (Right.Interval.TotalMinutes, Right.Timeout.TotalSeconds));
        Assert.Equal(["/dashboard", "/config", "/flags", "/jobs", "/evidence"], Right.EffectivePages);
        Assert.Equal(["/a"], (Right with { Pages = ["/a"] }).EffectivePages);
        Assert.Equal(("", "/login", "MCPX_WEB_PASSWORD"), (Right.User, Right.LoginPath, Right.PasswordVariable));
    }

    [Fact]
    public void Validate_ScriptedWorkflowNamedBrowser_IsRefused()
    {
        var options = Watching(null) with { Probes = new() { Workflows = new() { Files = ["rules/browser.yaml"] } } };

        Assert.Equal("rules/browser.yaml", Assert.Single(Validate(options)).Value);
    }

    [Fact]
    public void Judge_BrowserFailsTwice_IsABusinessBreachOfTheWeb()
    {
        var judge = new EnvironmentJudge("Prod", Watching(Right));
        Assert.Equal(VerdictState.NoData, State(judge));

        foreach (var second in new[] { 1, 2 })
        {
            judge.Take(
                new WorkflowWalked(Some.At(second), "browser", "/dashboard on web-9: answers 500"),
                Some.At(second)
            );
        }

        judge.TickAll(Some.At(2));
        Assert.Equal(VerdictState.Breached, State(judge));
        Assert.Contains(
            "answers 500",
            judge.Verdicts().Single(verdict => verdict.Series == "business/Web/all/browser").Sentence,
            StringComparison.Ordinal
        );
    }

    private static VerdictState State(EnvironmentJudge judge) =>
        judge.Verdicts().Single(verdict => verdict.Series == "business/Web/all/browser").State;

    private static EnvironmentOptions Watching(BrowserCheckOptions? options) =>
        Some.Environment() with
        {
            Instances = [.. Some.Environment().Instances.Where(instance => instance.Component == Component.Api), Web],
            Probes = new() { Workflows = new() { Browser = options } },
        };

    private static EnvironmentOptions WithoutWeb(BrowserCheckOptions options) =>
        Watching(options) with
        {
            Instances = [.. Some.Environment().Instances.Where(instance => instance.Component == Component.Api)],
        };

    private static IReadOnlyList<ConfigurationError> Validate(EnvironmentOptions options) =>
        OptionsValidator.Validate(
            new() { Environments = new Dictionary<string, EnvironmentOptions> { ["Prod"] = options } },
            ["v1.8.1"]
        );
}
