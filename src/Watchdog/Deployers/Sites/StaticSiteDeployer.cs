using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;

namespace Mcpx.Watchdog.Deployers.Sites;

/// <summary>
/// Publishes a folder of files by replacing one link, empties the CDN's cache and reads every file back. It works in this process:
/// after a crash nothing of it runs on, and its marker says how far it came.
/// </summary>
internal sealed class StaticSiteDeployer(
    Assignment assignment,
    Artifacts artifacts,
    InstanceTags tags,
    Publication publication
) : IDeployer
{
    private readonly StaticSiteOptions _site = assignment.Options.StaticSite!;
    private readonly SiteFolder _folder = new(assignment.Options.StaticSite!.Root);
    private readonly SiteMarkers _markers = new(assignment.Options.StaticSite!.Root);

    public async Task<Observation> ObserveAsync(CancellationToken cancellation) =>
        new(await tags.AskAsync(cancellation), []);

    public Task<Found> FindAsync(string stepKey, CancellationToken cancellation) =>
        Task.FromResult(
            _markers.Read(stepKey) switch
            {
                null => new(stepKey, OperationState.NeverStarted),
                { State: OperationState.Running } marker => Interrupted(marker),
                var marker => new Found(stepKey, marker.State, marker.Detail),
            }
        );

    public Task<string?> PreflightAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        Task.FromResult(assignment.Read(arguments, out var problem) is { } order ? Problem(order) : problem);

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

        try
        {
            Mark(OperationState.Running, detail: null);
            problem = await PublishAsync(order, arguments, report, cancellation);
            Mark(problem is null ? OperationState.Finished : OperationState.Failed, problem);
            return problem;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            return $"{broken.Message} {After(order)}";
        }

        void Mark(OperationState state, string? detail) =>
            _markers.Write(new(order.Key, order.Tag, _folder.PlaceOf(order), state, detail));
    }

    public Task<string?> CancelAsync(string stepKey, CancellationToken cancellation) =>
        Task.FromResult<string?>("A site is published in one act, which cannot be cancelled. Publish another release.");

    private async Task<string?> PublishAsync(
        DeployOrder order,
        IReadOnlyList<string> arguments,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        var artifact = artifacts.Find(order, out var problem);
        if (artifact is null)
        {
            return problem;
        }

        if (await Task.Run(() => _folder.Publish(artifact, order, cancellation), cancellation) is { } wrong)
        {
            return $"{wrong} {After(order)}";
        }

        report($"published {_folder.PlaceOf(order)}");
        _folder.Switch(order);
        report($"current   leads to {order.Tag}");
        return await publication.FinishAsync(order, _folder.PlaceOf(order), arguments, report, cancellation);
    }

    private string? Problem(DeployOrder order)
    {
        try
        {
            return artifacts.Find(order, out var problem) is not { } artifact ? problem
                : !Directory.Exists(artifact)
                    ? $"The artifact {artifact} is no folder: unpack it, and write the folder into the manifest."
                : _folder.Problem(order);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return $"{_site.Root} cannot be read: {unreadable.Message}";
        }
    }

    private Found Interrupted(SiteMarker marker) =>
        _folder.Serves(marker.Place)
            ? new(
                marker.Key,
                OperationState.Failed,
                $"it was interrupted after {marker.Tag} was put in place; whether caches were emptied and every file is served was not checked"
            )
            : new(marker.Key, OperationState.NeverStarted, "it was interrupted before anything changed");

    private string After(DeployOrder order) =>
        _folder.Serves(_folder.PlaceOf(order))
            ? $"{order.Tag} is in place all the same."
            : "What is served did not change.";
}
