using k8s;
using k8s.Models;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;

namespace Mcpx.Watchdog.Deployers.Kubernetes;

/// <summary>
/// Gives a Deployment's container the image of a release, by digest, and watches the rollout to its end or its progress deadline. The
/// step's key stays in the ReplicaSet's template, where it is found again.
/// </summary>
internal sealed class KubernetesDeployer(
    Assignment assignment,
    Artifacts artifacts,
    KubernetesApi api,
    TimeProvider time
) : IDeployer, IDisposable
{
    private readonly KubernetesDeployerOptions _options = assignment.Options.Kubernetes!;

    /// <summary>A rollout under way is not named: a new image takes its place, which is what a rollback is for.</summary>
    public async Task<Observation> ObserveAsync(CancellationToken cancellation)
    {
        var pods = await PodsAsync(await DeploymentAsync(cancellation), cancellation);
        return new(new PodTags(_options, artifacts.Texts()).Of(pods), []);
    }

    public async Task<Found> FindAsync(string stepKey, CancellationToken cancellation)
    {
        var deployment = await DeploymentAsync(cancellation);
        if (KeyOf(deployment.Spec?.Template) == stepKey)
        {
            var (state, detail) = Rollout.Of(deployment);
            return state == OperationState.Finished
                ? new(stepKey, state, detail)
                : new(stepKey, state, await WithComplaintsAsync(detail, deployment, cancellation));
        }

        var sets = await api.ReadAsync(
            (client, stopping) =>
                client.AppsV1.ListNamespacedReplicaSetAsync(
                    _options.Namespace,
                    labelSelector: Selector.Of(deployment),
                    cancellationToken: stopping
                ),
            cancellation
        );
        return (sets.Items ?? []).OfType<V1ReplicaSet>().Any(set => KeyOf(set.Spec?.Template) == stepKey)
            ? new(stepKey, OperationState.Failed, "another change of the Deployment took its place")
            : new(stepKey, OperationState.NeverStarted);
    }

    public async Task<string?> PreflightAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (Image(arguments, out var order, out var problem) is not { } image)
        {
            return problem;
        }

        var deployment = await DeploymentAsync(cancellation);
        var name = $"{_options.Namespace}/{_options.Deployment}";
        if (deployment.Spec?.Paused == true)
        {
            return $"The Deployment {name} is paused: nothing would roll out. Resume it, then retry.";
        }

        if (
            deployment.Spec?.Template?.Spec?.Containers?.Any(container => container?.Name == _options.Container) != true
        )
        {
            return $"The Deployment {name} has no container {_options.Container}.";
        }

        // The very same change, only tried: rights, admission and immutable fields speak up now.
        return await PatchAsync(order!, image, tryOnly: true, cancellation);
    }

    public async Task<string?> DeployAsync(
        IReadOnlyList<string> arguments,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        if (Image(arguments, out var order, out var problem) is not { } image)
        {
            return problem;
        }

        if (await PatchAsync(order!, image, tryOnly: false, cancellation) is { } refused)
        {
            return $"Nothing was begun: {refused}";
        }

        report($"{_options.Namespace}/{_options.Deployment} gets {image}");
        return await new Follower(_options.Poll, time).FollowAsync(
            order!.Key,
            stopping => FindAsync(order.Key, stopping),
            report,
            cancellation
        );
    }

    public Task<string?> CancelAsync(string stepKey, CancellationToken cancellation) =>
        Task.FromResult<string?>("A rollout is not cancelled but replaced: deploy the release that shall run instead.");

    public void Dispose() => api.Dispose();

    private Task<V1Deployment> DeploymentAsync(CancellationToken cancellation) =>
        api.ReadAsync(
            (client, stopping) =>
                client.AppsV1.ReadNamespacedDeploymentAsync(
                    _options.Deployment,
                    _options.Namespace,
                    cancellationToken: stopping
                ),
            cancellation
        );

    private async Task<IReadOnlyList<V1Pod>> PodsAsync(V1Deployment deployment, CancellationToken cancellation)
    {
        var pods = await api.ReadAsync(
            (client, stopping) =>
                client.CoreV1.ListNamespacedPodAsync(
                    _options.Namespace,
                    labelSelector: Selector.Of(deployment),
                    cancellationToken: stopping
                ),
            cancellation
        );
        return [.. (pods.Items ?? []).OfType<V1Pod>()];
    }

    private async Task<string> WithComplaintsAsync(
        string detail,
        V1Deployment deployment,
        CancellationToken cancellation
    ) =>
        Rollout.Complaints(await PodsAsync(deployment, cancellation)) is { Length: > 0 } complaints
            ? $"{detail}; {complaints}"
            : detail;

    private async Task<string?> PatchAsync(
        DeployOrder order,
        string image,
        bool tryOnly,
        CancellationToken cancellation
    )
    {
        try
        {
            await api.ActAsync(
                (client, stopping) =>
                    client.AppsV1.PatchNamespacedDeploymentAsync(
                        ImagePatch.Of(_options, order, image),
                        _options.Deployment,
                        _options.Namespace,
                        dryRun: tryOnly ? "All" : null,
                        cancellationToken: stopping
                    ),
                cancellation
            );
            return null;
        }
        catch (DeployerUnavailableException problem) when (problem.NothingSent || problem.Status is >= 400 and < 500)
        {
            return $"{problem.Message}.";
        }
    }

    /// <summary>The image of the approved release.</summary>
    private string? Image(IReadOnlyList<string> arguments, out DeployOrder? order, out string? problem)
    {
        order = assignment.Read(arguments, out problem);
        if (order is null || artifacts.Find(order, out problem) is not { } artifact)
        {
            return null;
        }

        var image = Artifacts.Text(artifact);
        problem =
            image is null || !ImagePatch.IsPinned(image)
                ? $"The artifact {artifact} names no image by its digest, as registry.example.com/portal-api@sha256:… does."
            : _options.VersionLabel.Length > 0 && !ImagePatch.IsLabel(order.Tag)
                ? $"The tag {order.Tag} cannot be the value of the label {_options.VersionLabel}. Set VersionLabel to nothing."
            : null;
        return problem is null ? image : null;
    }

    private static string? KeyOf(V1PodTemplateSpec? template) =>
        template?.Metadata?.Annotations?.TryGetValue(ImagePatch.KeyAnnotation, out var key) == true ? key : null;
}
