using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Deployers.Sites;

/// <summary>
/// Uploads a site's files to a container of Azure Blob Storage, pages last. It works in this process: after a crash nothing of it runs on, and what
/// is written about the container says which step it was. Uploaded again, files are the same.
/// </summary>
internal sealed class BlobSiteDeployer(
    Assignment assignment,
    Artifacts artifacts,
    InstanceTags tags,
    BlobContainer container,
    Publication publication
) : IDeployer
{
    private const string Key = "mcpxkey";
    private const string Tag = "mcpxtag";
    private const string State = "mcpxstate";

    public async Task<Observation> ObserveAsync(CancellationToken cancellation) =>
        new(await tags.AskAsync(cancellation), []);

    public async Task<Found> FindAsync(string stepKey, CancellationToken cancellation)
    {
        var written = await container.MetadataAsync(cancellation);
        return written.GetValueOrDefault(Key) != stepKey ? new(stepKey, OperationState.NeverStarted)
            : !Enum.TryParse(written.GetValueOrDefault(State), out OperationState state)
                ? throw new DeployerUnavailableException($"The container does not say how {stepKey} stands")
            : state == OperationState.Running
                ? new(
                    stepKey,
                    OperationState.Failed,
                    $"it was interrupted while {written.GetValueOrDefault(Tag)} was uploaded; tried again, everything is uploaded anew"
                )
            : new(stepKey, state);
    }

    public async Task<string?> PreflightAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (assignment.Read(arguments, out var problem) is not { } order || Folder(order, out problem) is null)
        {
            return problem;
        }

        await container.MetadataAsync(cancellation);
        return null;
    }

    public async Task<string?> DeployAsync(
        IReadOnlyList<string> arguments,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        // What was found in order a moment ago is looked at again: from here on things change.
        if (await PreflightAsync(arguments, cancellation) is { } problem)
        {
            return problem;
        }

        var order = DeployerArguments.Read(arguments)!;
        if ((await FindAsync(order.Key, cancellation)).State != OperationState.NeverStarted)
        {
            return $"{order.Key} was begun before and is not begun again.";
        }

        if (Folder(order, out problem) is not { } folder)
        {
            return problem;
        }

        await MarkAsync(order, OperationState.Running, cancellation);
        await UploadAsync(order, folder, report, cancellation);
        problem = await publication.FinishAsync(order, folder, arguments, report, cancellation);
        await MarkAsync(order, problem is null ? OperationState.Finished : OperationState.Failed, cancellation);
        return problem;
    }

    public Task<string?> CancelAsync(string stepKey, CancellationToken cancellation) =>
        Task.FromResult<string?>("Files that are uploaded stay uploaded. Publish another release.");

    private async Task UploadAsync(
        DeployOrder order,
        string folder,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        var files = ArtifactDigest.Files(folder).OrderBy(file => BlobContainer.IsPage(file.Name)).ToList();
        foreach (var (name, file) in files)
        {
            await container.PutAsync(name, file, cancellation);
        }

        report($"uploaded  {files.Count} files of {order.Tag}, pages last");
    }

    private string? Folder(DeployOrder order, out string? problem)
    {
        var artifact = artifacts.Find(order, out problem);
        if (artifact is not null && !Directory.Exists(artifact))
        {
            problem = $"The artifact {artifact} is no folder: unpack it, and write the folder into the manifest.";
            return null;
        }

        return artifact;
    }

    /// <summary>Beside what others wrote about the container, which stays.</summary>
    private async Task MarkAsync(DeployOrder order, OperationState state, CancellationToken cancellation)
    {
        var written = await container.MetadataAsync(cancellation);
        (written[Key], written[Tag], written[State]) = (order.Key, order.Tag, $"{state}");
        await container.WriteMetadataAsync(written, cancellation);
    }
}
