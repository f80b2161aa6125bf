namespace Mcpx.Domain.Configuration;

/// <summary>
/// A Deployment whose container gets the image of a release, by digest. The release's artifact of the component is a text file
/// with the image's full name, for example <c>registry.example.com/portal-api@sha256:…</c>.
/// </summary>
public sealed record KubernetesDeployerOptions
{
    /// <summary>The Deployment's namespace. Default <c>default</c>.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>The Deployment's name.</summary>
    public string Deployment { get; init; } = "";

    /// <summary>The container that gets the image.</summary>
    public string Container { get; init; } = "";

    /// <summary>Label of the pods that is set to the tag. Default <c>app.kubernetes.io/version</c>; empty sets none.</summary>
    public string VersionLabel { get; init; } = "app.kubernetes.io/version";

    /// <summary>A kubeconfig file; null, the default, for the service account of the pod the watchdog runs in.</summary>
    public string? KubeConfig { get; init; }

    /// <summary>Between two looks. Default 2 s.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);

    internal void Check(List<ConfigurationError> errors, string key)
    {
        DeployerChecks.Needed(errors, $"{key}:Namespace", Namespace);
        DeployerChecks.Needed(errors, $"{key}:Deployment", Deployment);
        DeployerChecks.Needed(errors, $"{key}:Container", Container);
        errors.Positive($"{key}:Poll", Poll);
    }
}
