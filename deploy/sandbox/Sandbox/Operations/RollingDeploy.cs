using Mcpx.Sandbox.Instances;
using Mcpx.Sandbox.Shelf;

namespace Mcpx.Sandbox.Operations;

/// <summary>Puts a release on the instances of a component, one after the other.</summary>
internal sealed class RollingDeploy(Fleet fleet, ReleaseShelf shelf, OperationBook book)
{
    /// <summary>Carries out an operation that has just been begun, to its end in the book.</summary>
    public async Task RunAsync(Operation operation, CancellationToken stopping)
    {
        var (key, tag, component) = (operation.Key, operation.Tag!, operation.Component!.Value);
        if (shelf.Refusal(tag, component) is { } refusal)
        {
            book.End(key, OperationState.Failed, refusal);
            return;
        }

        book.Append(key, $"{tag} {component}: sha256 is what the manifest says");
        foreach (var instance in fleet.Of(operation.Environment!, component))
        {
            book.Append(key, $"{instance.Spec.Key}: stopping {instance.Tag}, starting {tag}");
            if (!await instance.DeployAsync(tag, stopping))
            {
                book.End(key, OperationState.Failed, $"{instance.Spec.Key}: /healthz does not answer with {tag}");
                return;
            }

            book.Append(key, $"{instance.Spec.Key}: /healthz answers with {tag}");
        }

        book.End(key, OperationState.Finished, $"{operation.Environment} {component} runs {tag}");
    }
}
