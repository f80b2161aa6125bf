using Mcpx.Sandbox.Control;
using Mcpx.Sandbox.Instances;
using Mcpx.Sandbox.Portal.Data;
using Mcpx.Sandbox.Shelf;

namespace Mcpx.Sandbox.Operations;

/// <summary>Applies a release's migrations with its API, then puts it on the instances of a component, one after the other.</summary>
internal sealed class RollingDeploy(Fleet fleet, ReleaseShelf shelf, OperationBook book, ControlPaths paths)
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
        if (component == PortalComponent.Api)
            Migrate(key, operation.Environment!, tag);
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

    /// <summary>The schema only goes forward: a release that comes back applies nothing, and takes nothing back.</summary>
    private void Migrate(string key, string environment, string tag)
    {
        var note = ReleaseCatalog.Read().FirstOrDefault(note => string.Equals(note.Tag, tag, StringComparison.Ordinal));
        var database = new PortalDatabase(paths.Database(environment));
        foreach (var script in shelf.Find(tag)!.Migrations)
            if (database.Migrate(script, note?.Breaks, note?.Mends))
                book.Append(key, $"{environment}: applied {script}");
    }
}
