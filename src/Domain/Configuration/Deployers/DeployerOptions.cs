using System.Text.Json.Serialization;

namespace Mcpx.Domain.Configuration;

/// <summary>
/// How a release is put on a component (docs/deployers.md): a program, whose arguments are a list and never pass through a
/// shell, or else exactly one of <see cref="Http"/>, <see cref="StaticSite"/>, <see cref="BlobSite"/>, <see cref="Kubernetes"/>,
/// <see cref="GitHubActions"/> and <see cref="AppService"/>.
/// </summary>
public sealed record DeployerOptions
{
    /// <summary>
    /// Puts a release in place. Placeholders <c>{environment}</c>, <c>{component}</c>, <c>{tag}</c>, <c>{key}</c>. The
    /// deployer of <c>Config</c> writes one key or flag back instead (runbook section 7): <c>{name}</c>, <c>{value}</c>,
    /// <c>{kind}</c>, and <c>{role}</c> where flags may be set for one role.
    /// </summary>
    public IReadOnlyList<string> Deploy { get; init; } = [];

    /// <summary>Prints, as one JSON line, how the operation under <c>{key}</c> stands.</summary>
    public IReadOnlyList<string> Find { get; init; } = [];

    /// <summary>Prints, as one JSON line, each instance's tag and the operations under way.</summary>
    public IReadOnlyList<string> Observe { get; init; } = [];

    /// <summary>Ends the operation under <c>{key}</c>. Default: none, and nothing can be cancelled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Cancel { get; init; }

    /// <summary>A pipeline that is started and asked over HTTP.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HttpPipelineOptions? Http { get; init; }

    /// <summary>A folder of files that a web server serves.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StaticSiteOptions? StaticSite { get; init; }

    /// <summary>Files in a container of Azure Blob Storage.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BlobSiteOptions? BlobSite { get; init; }

    /// <summary>A Deployment in a Kubernetes cluster.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public KubernetesDeployerOptions? Kubernetes { get; init; }

    /// <summary>A workflow in GitHub Actions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GitHubActionsOptions? GitHubActions { get; init; }

    /// <summary>The swap of two slots of an Azure App Service.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AppServiceDeployerOptions? AppService { get; init; }

    /// <summary>
    /// Another way to deploy the same component, taken by itself where this one can begin nothing: it does not answer, or its preflight
    /// speaks against it. What was begun is never begun again by another. Default: none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DeployerOptions? Fallback { get; init; }

    /// <summary>For one deployment. Default 10 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);
}
