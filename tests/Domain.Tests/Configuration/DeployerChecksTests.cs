using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Configuration;

public sealed class DeployerChecksTests
{
    private static readonly HttpPipelineOptions Http = new()
    {
        Start = "https://pipelines.example.com/deployments",
        Find = "https://pipelines.example.com/deployments/{key}",
    };

    private static readonly BlobSiteOptions Blobs = new() { Account = "https://web.blob.core.windows.net" };
    private static readonly StaticSiteOptions Site = new() { Root = "/srv/web" };

    private static readonly KubernetesDeployerOptions Pods = new() { Deployment = "api", Container = "api" };

    private static readonly GitHubActionsOptions Actions = new()
    {
        Repository = "example/portal",
        Workflow = "rollback.yml",
    };

    private static readonly AppServiceDeployerOptions App = new()
    {
        Subscription = "00000000-0000-0000-0000-000000000000",
        ResourceGroup = "portal",
        Site = "portal-api",
        SlotAddress = "https://portal-api-staging.example.com",
    };

    public static TheoryData<DeployerOptions> Right =>
        [
            Some.Deployer(),
            new() { Http = Http },
            new()
            {
                Http = Http with
                {
                    Start = "http://127.0.0.1:8080/x",
                    Find = "http://localhost/{key}",
                    TokenVariable = "T",
                },
            },
            new() { StaticSite = Site },
            new() { BlobSite = Blobs },
            new() { BlobSite = Blobs with { Container = "portal-web" } },
            new() { Kubernetes = Pods },
            new() { GitHubActions = Actions },
            new() { AppService = App },
        ];

    public static TheoryData<string, string, DeployerOptions> Wrong =>
        new()
        {
            { ":Deploy", "none", new() },
            {
                "",
                "Http, StaticSite",
                new() { Http = Http, StaticSite = Site }
            },
            { "", "Deploy, Kubernetes", Some.Deployer() with { Kubernetes = Pods } },
            {
                ":Timeout",
                "00:00:00",
                new() { Http = Http, Timeout = default }
            },
            {
                ":Http:Start",
                "x",
                new() { Http = Http with { Start = "x" } }
            },
            {
                ":Http:Find",
                "https://a",
                new() { Http = Http with { Find = "https://a" } }
            },
            {
                ":Http:Body",
                "{\"a\":\"{tag}\"}",
                new() { Http = Http with { Body = "{\"a\":\"{tag}\"}" } }
            },
            {
                ":Http:Body",
                "{\"a\":\"{key}\"}",
                new() { Http = Http with { Body = "{\"a\":\"{key}\"}" } }
            },
            {
                ":Http:Body",
                "[{key}, {tag}]",
                new() { Http = Http with { Body = "[{key}, {tag}]" } }
            },
            {
                ":Http:Cancel",
                "https://a/",
                new() { Http = Http with { Cancel = "https://a/" } }
            },
            {
                ":Http:FinishedWords",
                "failed",
                new() { Http = Http with { FinishedWords = ["ok", "failed"] } }
            },
            {
                ":Http:Poll",
                "00:00:00",
                new() { Http = Http with { Poll = default } }
            },
            {
                ":Http:RequestTimeout",
                "00:00:00",
                new() { Http = Http with { RequestTimeout = default } }
            },
            {
                ":Http:Start",
                "http://a/x",
                new() { Http = Http with { Start = "http://a/x", TokenVariable = "T" } }
            },
            {
                ":StaticSite:Root",
                "srv/web",
                new() { StaticSite = Site with { Root = "srv/web" } }
            },
            {
                ":StaticSite:Root",
                "/",
                new() { StaticSite = Site with { Root = "/" } }
            },
            {
                ":StaticSite:Address",
                "x",
                new() { StaticSite = Site with { Address = "x" } }
            },
            {
                ":BlobSite:Account",
                "http://web.blob.core.windows.net",
                new() { BlobSite = Blobs with { Account = "http://web.blob.core.windows.net" } }
            },
            {
                ":BlobSite:Container",
                "Web",
                new() { BlobSite = Blobs with { Container = "Web" } }
            },
            {
                ":BlobSite:Container",
                "a--b",
                new() { BlobSite = Blobs with { Container = "a--b" } }
            },
            {
                ":BlobSite:Address",
                "x",
                new() { BlobSite = Blobs with { Address = "x" } }
            },
            {
                ":BlobSite:RequestTimeout",
                "00:00:00",
                new() { BlobSite = Blobs with { RequestTimeout = default } }
            },
            {
                ":StaticSite:ServedWithin",
                "-00:00:01",
                new() { StaticSite = Site with { ServedWithin = Some.Seconds(-1) } }
            },
            {
                ":Kubernetes:Namespace",
                "none",
                new() { Kubernetes = Pods with { Namespace = "" } }
            },
            {
                ":Kubernetes:Deployment",
                "none",
                new() { Kubernetes = Pods with { Deployment = "" } }
            },
            {
                ":Kubernetes:Container",
                "none",
                new() { Kubernetes = Pods with { Container = " " } }
            },
            {
                ":Kubernetes:Poll",
                "00:00:00",
                new() { Kubernetes = Pods with { Poll = default } }
            },
            {
                ":GitHubActions:Repository",
                "portal",
                new() { GitHubActions = Actions with { Repository = "portal" } }
            },
            {
                ":GitHubActions:Workflow",
                "none",
                new() { GitHubActions = Actions with { Workflow = "" } }
            },
            {
                ":GitHubActions:Ref",
                "none",
                new() { GitHubActions = Actions with { Ref = "" } }
            },
            {
                ":GitHubActions:TokenVariable",
                "none",
                new() { GitHubActions = Actions with { TokenVariable = "" } }
            },
            {
                ":GitHubActions:Address",
                "http://github.example.com",
                new() { GitHubActions = Actions with { Address = "http://github.example.com" } }
            },
            {
                ":GitHubActions:Poll",
                "00:00:00",
                new() { GitHubActions = Actions with { Poll = default } }
            },
            {
                ":AppService:Subscription",
                "none",
                new() { AppService = App with { Subscription = "" } }
            },
            {
                ":AppService:ResourceGroup",
                "a/b",
                new() { AppService = App with { ResourceGroup = "a/b" } }
            },
            {
                ":AppService:Site",
                "..%2f",
                new() { AppService = App with { Site = "..%2f" } }
            },
            {
                ":AppService:Slot",
                "none",
                new() { AppService = App with { Slot = "" } }
            },
            {
                ":AppService:SlotAddress",
                "",
                new() { AppService = App with { SlotAddress = "" } }
            },
            {
                ":AppService:Address",
                "http://management.example.com",
                new() { AppService = App with { Address = "http://management.example.com" } }
            },
            {
                ":AppService:AnswersWithin",
                "-00:00:01",
                new() { AppService = App with { AnswersWithin = Some.Seconds(-1) } }
            },
        };

    [Theory]
    [MemberData(nameof(Right))]
    public void Check_Right_HasNoErrors(DeployerOptions deployer) => Assert.Empty(Check(deployer));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_Wrong_NamesKeyAndValue(string key, string value, DeployerOptions deployer) =>
        Assert.Contains(
            Check(deployer),
            error => error.Key == $"Watchdog:Environments:Prod:Deployers:Api{key}" && error.Value == value
        );

    [Fact]
    public void Check_ConfigIsNoProgram_IsAnError() =>
        Assert.Equal(
            "Watchdog:Environments:Prod:Deployers:Config:Http",
            Assert.Single(Check(new() { Http = Http }, Component.Config)).Key
        );

    private static List<ConfigurationError> Check(DeployerOptions deployer, Component component = Component.Api)
    {
        var environment = Some.Environment();
        return
        [
            .. OptionsValidator.Validate(
                new()
                {
                    Environments = new Dictionary<string, EnvironmentOptions>
                    {
                        ["Prod"] = environment with
                        {
                            Deployers = new Dictionary<Component, DeployerOptions>(environment.Deployers)
                            {
                                [component] = deployer,
                            },
                        },
                    },
                },
                ["v1.8.1"]
            ),
        ];
    }
}
