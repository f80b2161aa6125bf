using System.Text.Encodings.Web;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Rollback;

/// <summary>
/// What a deployer would do, as the list that an approval binds: a program with its arguments, or else the deployer's name, the
/// act, where, and <c>name=value</c> for the rest.
/// </summary>
public static class DeployerArguments
{
    private const string Tag = "tag=";
    private const string Sha256 = "sha256=";
    private const string Key = "key=";

    /// <summary>The first argument of a step that publishes a static site.</summary>
    public const string StaticSite = "static-site";

    /// <summary>The first argument of a step that starts an HTTP pipeline.</summary>
    public const string HttpPipeline = "http-pipeline";

    /// <summary>Begins the argument that is what an HTTP pipeline gets posted.</summary>
    public const string Body = "body=";

    /// <summary>Stands before the program that empties a CDN's cache, and its arguments.</summary>
    public const string Purge = "purge:";

    /// <summary>Everything that is done to put a release on a component under a key.</summary>
    public static IReadOnlyList<string> Of(
        DeployerOptions deployer,
        string environment,
        Component component,
        PlanTarget target,
        string key
    )
    {
        ArgumentNullException.ThrowIfNull(deployer);
        ArgumentNullException.ThrowIfNull(target);
        string[] what = [$"{Tag}{target.TargetTag}", $"{Sha256}{target.Sha256}", $"{Key}{key}"];
        return deployer switch
        {
            { Http: { } http } =>
            [
                HttpPipeline,
                "POST",
                Fill(http.Start, Uri.EscapeDataString),
                .. what,
                $"{Body}{Fill(http.Body, value => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value))}",
            ],
            { StaticSite: { } site } => [StaticSite, "publish", site.Root, .. what, .. Purging(site.Purge)],
            { BlobSite: { } site } =>
            [
                "blob-site",
                "upload",
                $"{site.Account.TrimEnd('/')}/{site.Container}",
                .. what,
                .. Purging(site.Purge),
            ],
            { Kubernetes: { } pods } =>
            [
                "kubernetes",
                "set-image",
                $"{pods.Namespace}/deployment/{pods.Deployment}",
                $"container={pods.Container}",
                .. what,
            ],
            { GitHubActions: { } actions } =>
            [
                "github-actions",
                "dispatch",
                $"{actions.Address.TrimEnd('/')}/repos/{actions.Repository}",
                $"workflow={actions.Workflow}",
                $"ref={actions.Ref}",
                $"environment={environment}",
                $"component={component}",
                .. what,
            ],
            { AppService: { } app } =>
            [
                "app-service",
                "swap-slots",
                $"{app.Subscription}/{app.ResourceGroup}/{app.Site}",
                $"slot={app.Slot}",
                $"swap-back={(app.SwapBack ? "yes" : "no")}",
                .. what,
            ],
            _ => CommandLine.Fill(deployer.Deploy, environment, component, target.TargetTag, key),
        };

        IEnumerable<string> Purging(IReadOnlyList<string> purge) =>
            purge.Count == 0
                ? []
                : CommandLine.Fill(purge, environment, component, target.TargetTag, key).Prepend(Purge);

        string Fill(string template, Func<string, string> escape) =>
            Template.Fill(template, environment, component, target.TargetTag, target.Sha256, key, escape);
    }

    /// <summary>The tag, the artifact's digest and the key in the arguments of a deployer that is no program; null when one is missing.</summary>
    public static DeployOrder? Read(IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return (Value(Tag), Value(Sha256), Value(Key)) is ({ Length: > 0 } tag, { } sha256, { Length: > 0 } key)
            ? new(tag, sha256, key)
            : null;

        string? Value(string name) =>
            arguments.FirstOrDefault(argument => argument.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
    }
}

/// <summary>What is to be put in place.</summary>
/// <param name="Tag">The release.</param>
/// <param name="Sha256">Its artifact's digest.</param>
/// <param name="Key">The key that it happens under.</param>
public sealed record DeployOrder(string Tag, string Sha256, string Key);
