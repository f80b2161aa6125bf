using System.Globalization;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;
using Octokit;

namespace Mcpx.Watchdog.Deployers.GitHub;

/// <summary>
/// Starts a workflow that carries the step's key in its run's name, finds the run by it and follows its jobs. What runs afterwards the
/// instances say themselves.
/// </summary>
internal sealed class GitHubActionsDeployer(Assignment assignment, GitHubApi api, InstanceTags tags, TimeProvider time)
    : IDeployer,
        IDisposable
{
    private const int PageSize = 100;

    /// <summary>GitHub lists no more than a thousand runs.</summary>
    private const int Pages = 10;

    /// <summary>No incident is older when a step of it is looked for.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromDays(7);

    /// <summary>A run that was asked for is listed some seconds later; only then its absence means anything.</summary>
    private static readonly TimeSpan ListedWithin = TimeSpan.FromSeconds(20);

    private readonly GitHubActionsOptions _options = assignment.Options.GitHubActions!;
    private readonly string _owner = assignment.Options.GitHubActions!.Repository.Split('/')[0];
    private readonly string _name = assignment.Options.GitHubActions!.Repository.Split('/')[^1];

    public async Task<Observation> ObserveAsync(CancellationToken cancellation) =>
        new(await tags.AskAsync(cancellation), []);

    public async Task<Found> FindAsync(string stepKey, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + ListedWithin;
        while (true)
        {
            var found = await LookAsync(stepKey, cancellation);
            if (found.State != OperationState.NeverStarted || time.GetUtcNow() >= until)
            {
                return found;
            }

            await Task.Delay(_options.Poll, time, cancellation);
        }
    }

    public async Task<string?> PreflightAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (assignment.Read(arguments, out var problem) is not { } order)
        {
            return problem;
        }

        try
        {
            var workflow = await api.ReadAsync(client => client.Get(_owner, _name, _options.Workflow), cancellation);
            if (workflow.State.StringValue != "active")
            {
                return $"The workflow {_options.Workflow} is {workflow.State.StringValue}. Switch it on, then retry.";
            }
        }
        catch (DeployerUnavailableException refused) when (refused.Status is 401 or 403 or 404)
        {
            return $"{refused.Message}: is there a {_options.Workflow} in {_options.Repository}, and may the token see it?";
        }

        var found = await LookAsync(order.Key, cancellation);
        return found.State == OperationState.NeverStarted
            ? null
            : $"A run carries {order.Key} already: {found.State} {found.Detail}. Look at it, then retry.";
    }

    public async Task<string?> DeployAsync(
        IReadOnlyList<string> arguments,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        if (assignment.Read(arguments, out var problem) is not { } order)
        {
            return problem;
        }

        return await DispatchAsync(order, cancellation)
            ?? await new Follower(_options.Poll, time).FollowAsync(
                order.Key,
                stopping => LookAsync(order.Key, stopping),
                report,
                cancellation
            );
    }

    public async Task<string?> CancelAsync(string stepKey, CancellationToken cancellation)
    {
        if (await RunAsync(stepKey, cancellation) is not { } run)
        {
            return $"No run carries {stepKey}.";
        }

        try
        {
            await api.ActAsync(
                async client =>
                {
                    await client.Runs.Cancel(_owner, _name, run.Id);
                    return true;
                },
                cancellation
            );
            return null;
        }
        catch (DeployerUnavailableException refused) when (refused.Status is >= 400 and < 500)
        {
            return $"{refused.Message}. {run.HtmlUrl}";
        }
    }

    public void Dispose() => api.Dispose();

    private async Task<string?> DispatchAsync(DeployOrder order, CancellationToken cancellation)
    {
        var dispatch = new CreateWorkflowDispatch(_options.Ref)
        {
            Inputs = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["tag"] = order.Tag,
                ["environment"] = assignment.Environment,
                ["component"] = assignment.Component.ToString(),
                ["key"] = order.Key,
            },
        };
        try
        {
            await api.ActAsync(
                async client =>
                {
                    await client.CreateDispatch(_owner, _name, _options.Workflow, dispatch);
                    return true;
                },
                cancellation
            );
            return null;
        }
        catch (DeployerUnavailableException refused)
            when (refused.NothingSent || refused.Status is >= 300 and < 500 and not 408)
        {
            return $"Nothing was begun: {refused.Message}.";
        }
        catch (DeployerUnavailableException unknown)
        {
            throw new DeployerUnavailableException(
                $"{unknown.Message}. {order.Key} may have been begun and is not begun again; look at the runs of {_options.Workflow}",
                unknown
            );
        }
    }

    private async Task<Found> LookAsync(string key, CancellationToken cancellation)
    {
        if (await RunAsync(key, cancellation) is not { } run)
        {
            return new(key, OperationState.NeverStarted);
        }

        if (run.Status.StringValue != "completed")
        {
            return new(key, OperationState.Running, $"{await ProgressAsync(run, cancellation)}, {run.HtmlUrl}");
        }

        var conclusion = run.Conclusion?.StringValue ?? "no conclusion";
        return conclusion == "success"
            ? new(key, OperationState.Finished, run.HtmlUrl)
            : new(key, OperationState.Failed, $"{conclusion}, {await ProgressAsync(run, cancellation)}, {run.HtmlUrl}");
    }

    /// <summary>The newest run that carries the key; one that was run again has one title and counts as it ended last.</summary>
    private async Task<WorkflowRun?> RunAsync(string key, CancellationToken cancellation)
    {
        var since = (time.GetUtcNow() - Back).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var request = new WorkflowRunsRequest { Event = "workflow_dispatch", Created = $">={since}" };
        var runs = await api.ReadAsync(
            client =>
                client.Runs.ListByWorkflow(
                    _owner,
                    _name,
                    _options.Workflow,
                    request,
                    new() { PageSize = PageSize, PageCount = Pages }
                ),
            cancellation
        );
        var listed = (runs.WorkflowRuns ?? throw new DeployerUnavailableException("GitHub's answer lists no runs"))
            .OfType<WorkflowRun>()
            .ToList();
        var found = listed.Where(run => RunTitle.Carries(run.DisplayTitle, key) || RunTitle.Carries(run.Name, key));
        return found.MaxBy(run => run.Id)
            ?? (
                runs.TotalCount <= listed.Count
                    ? null
                    : throw new DeployerUnavailableException(
                        $"GitHub lists {listed.Count} of {runs.TotalCount} runs, and {key} is not among them"
                    )
            );
    }

    private async Task<string> ProgressAsync(WorkflowRun run, CancellationToken cancellation)
    {
        const int Most = 10;
        var waits = run.Status.StringValue is "waiting" or "action_required" ? ", waits for an approval on GitHub" : "";
        var jobs = await api.ReadAsync(client => client.Jobs.List(_owner, _name, run.Id), cancellation);
        var words = (jobs.Jobs ?? [])
            .OfType<WorkflowJob>()
            .Take(Most)
            .Select(job => $"{job.Name} {job.Conclusion?.StringValue ?? job.Status.StringValue}");
        return $"{string.Join(", ", words.Prepend(run.Status.StringValue))}{waits}";
    }
}
