using System.Text.Json;
using CsCheck;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Rollback;

public sealed class DeployerArgumentsTests
{
    private static readonly PlanTarget Target = new(Component.Api, "v1.9.0", "v1.8.2", "ab12");

    [Fact]
    public void Of_Program_IsItsArguments() =>
        Assert.Equal(["x", "v1.8.2", "k"], Of(new() { Deploy = ["x", "{tag}", "{key}"] }));

    [Fact]
    public void Of_HttpPipeline_NamesAddressAndBody() =>
        Assert.Equal(
            [
                "http-pipeline",
                "POST",
                "https://pipelines.example.com/Prod/Api",
                "tag=v1.8.2",
                "sha256=ab12",
                "key=k",
                """body={"environment":"Prod","component":"Api","tag":"v1.8.2","key":"k"}""",
            ],
            Of(new() { Http = new() { Start = "https://pipelines.example.com/{environment}/{component}" } })
        );

    [Fact]
    public void Of_BlobSite_NamesContainerAndPurge() =>
        Assert.Equal(
            [
                "blob-site",
                "upload",
                "https://web.blob.core.windows.net/$web",
                "tag=v1",
                "sha256=00",
                "key=k",
                DeployerArguments.Purge,
                "cdn",
                "v1",
            ],
            DeployerArguments.Of(
                new()
                {
                    BlobSite = new() { Account = "https://web.blob.core.windows.net/", Purge = ["cdn", "{tag}"] },
                },
                "Prod",
                Component.Web,
                new(Component.Web, "v2", "v1", "00"),
                "k"
            )
        );

    [Fact]
    public void Of_StaticSite_NamesFolderAndPurge() =>
        Assert.Equal(
            ["static-site", "publish", "/srv/web", "tag=v1.8.2", "sha256=ab12", "key=k", "purge:", "cdn", "v1.8.2"],
            Of(
                new()
                {
                    StaticSite = new() { Root = "/srv/web", Purge = ["cdn", "{tag}"] },
                }
            )
        );

    [Fact]
    public void Of_Kubernetes_NamesDeploymentAndContainer() =>
        Assert.Equal(
            ["kubernetes", "set-image", "portal/deployment/api", "container=app", "tag=v1.8.2", "sha256=ab12", "key=k"],
            Of(
                new()
                {
                    Kubernetes = new()
                    {
                        Namespace = "portal",
                        Deployment = "api",
                        Container = "app",
                    },
                }
            )
        );

    [Fact]
    public void Of_GitHubActions_NamesWorkflowAndInputs() =>
        Assert.Equal(
            [
                "github-actions",
                "dispatch",
                "https://api.github.com/repos/example/portal",
                "workflow=rollback.yml",
                "ref=main",
                "environment=Prod",
                "component=Api",
                "tag=v1.8.2",
                "sha256=ab12",
                "key=k",
            ],
            Of(
                new()
                {
                    GitHubActions = new() { Repository = "example/portal", Workflow = "rollback.yml" },
                }
            )
        );

    [Fact]
    public void Of_AppService_NamesSiteAndSlot() =>
        Assert.Equal(
            [
                "app-service",
                "swap-slots",
                "sub/group/site",
                "slot=staging",
                "swap-back=yes",
                "tag=v1.8.2",
                "sha256=ab12",
                "key=k",
            ],
            Of(
                new()
                {
                    AppService = new()
                    {
                        Subscription = "sub",
                        ResourceGroup = "group",
                        Site = "site",
                        SwapBack = true,
                    },
                }
            )
        );

    [Fact]
    public void Hash_AnotherAddress_IsAnotherPlan()
    {
        Assert.NotEqual(Hash("https://a/x"), Hash("https://a/y"));
        Assert.Equal(Hash("https://a/x"), Hash("https://a/x"));
    }

    [Fact]
    public void Of_AnyValues_StayInsideTheirTextsAndAddress() =>
        Gen.Select(Gen.String[1, 20], Gen.String[1, 20])
            .Where((tag, key) => IsText(tag) && IsText(key))
            .Sample(
                (tag, key) =>
                {
                    var arguments = DeployerArguments.Of(
                        new() { Http = new() { Start = "https://a/{tag}?k={key}" } },
                        "Prod",
                        Component.Api,
                        Target with
                        {
                            TargetTag = tag,
                        },
                        key
                    );
                    using var body = JsonDocument.Parse(arguments[^1][DeployerArguments.Body.Length..]);
                    return body.RootElement.EnumerateObject().Count() == 4
                        && body.RootElement.GetProperty("tag").GetString() == tag
                        && body.RootElement.GetProperty("key").GetString() == key
                        && new Uri(arguments[2]).Host == "a"
                        && DeployerArguments.Read(arguments) == new DeployOrder(tag, "ab12", key);
                }
            );

    [Theory]
    [InlineData("deploy", "v1")]
    [InlineData("tag=v1", "sha256=ab")]
    [InlineData("tag=", "sha256=ab", "key=k")]
    [InlineData("tag=v1", "key=k")]
    public void Read_SomethingElse_IsNoOrder(params string[] arguments) =>
        Assert.Null(DeployerArguments.Read(arguments));

    /// <summary>Half of a surrogate pair is no text, and nothing that a release or a step is called.</summary>
    private static bool IsText(string text) => text.All(c => !char.IsSurrogate(c));

    private static IReadOnlyList<string> Of(DeployerOptions deployer) =>
        DeployerArguments.Of(deployer, "Prod", Component.Api, Target, "k");

    private static string Hash(string start)
    {
        var environment = Some.Environment();
        return PlanHash.Of(
            PlanBuilder.Build(
                1,
                "INC-0001",
                "Prod",
                [Target],
                schema: 118,
                environment with
                {
                    Deployers = new Dictionary<Component, DeployerOptions>
                    {
                        [Component.Api] = new() { Http = new() { Start = start } },
                    },
                }
            )
        );
    }
}
