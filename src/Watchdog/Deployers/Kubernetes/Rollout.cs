using k8s.Models;

namespace Mcpx.Watchdog.Deployers.Kubernetes;

/// <summary>How far a Deployment's rollout is, by its status: the rules by which kubectl waits for one.</summary>
internal static class Rollout
{
    private const string OutOfTime = "ProgressDeadlineExceeded";

    /// <summary>The state and what is still missing.</summary>
    public static (OperationState State, string Detail) Of(V1Deployment deployment)
    {
        var status = deployment.Status ?? new();
        var wanted = deployment.Spec?.Replicas ?? 1;
        var updated = status.UpdatedReplicas ?? 0;
        var all = status.Replicas ?? 0;
        var available = status.AvailableReplicas ?? 0;
        if ((deployment.Metadata?.Generation ?? 0) > (status.ObservedGeneration ?? 0))
        {
            return (OperationState.Running, "the cluster has not seen the change yet");
        }

        var progress = status.Conditions?.FirstOrDefault(condition => condition?.Type == "Progressing");
        return progress?.Reason == OutOfTime
                ? (OperationState.Failed, $"its progress deadline is exceeded: {progress.Message ?? OutOfTime}")
            : updated < wanted ? (OperationState.Running, $"{updated} of {wanted} pods are new")
            : all > updated ? (OperationState.Running, $"{all - updated} old pods are still there")
            : available < updated ? (OperationState.Running, $"{available} of {updated} new pods are available")
            : (OperationState.Finished, $"{available} of {wanted} pods are new and available");
    }

    /// <summary>Why pods do not start, for example <c>api-1: ImagePullBackOff, manifest unknown</c>; empty when none says.</summary>
    public static string Complaints(IEnumerable<V1Pod> pods)
    {
        const int Most = 3;
        var waiting =
            from pod in pods
            from container in pod.Status?.ContainerStatuses ?? []
            where container?.State?.Waiting?.Reason is { } reason && reason != "ContainerCreating"
            select $"{pod.Metadata?.Name}: {container.State.Waiting.Reason}, {container.State.Waiting.Message}".TrimEnd(
                ' ',
                ','
            );
        return string.Join("; ", waiting.Take(Most));
    }
}
