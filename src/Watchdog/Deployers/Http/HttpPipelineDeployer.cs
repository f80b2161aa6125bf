using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;

namespace Mcpx.Watchdog.Deployers.Http;

/// <summary>
/// A pipeline that is started by one POST under the step's key and asked for by it. What runs afterwards the instances say
/// themselves.
/// </summary>
internal sealed class HttpPipelineDeployer(Assignment assignment, JsonApi api, InstanceTags tags, TimeProvider time)
    : IDeployer
{
    private readonly HttpPipelineOptions _pipeline = assignment.Options.Http!;

    public async Task<Observation> ObserveAsync(CancellationToken cancellation) =>
        new(await tags.AskAsync(cancellation), []);

    public async Task<Found> FindAsync(string stepKey, CancellationToken cancellation) =>
        PipelineAnswer.Read(await api.ReadAsync(Address(_pipeline.Find, stepKey), cancellation), stepKey, _pipeline);

    public async Task<string?> PreflightAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (assignment.Read(arguments, out var problem) is not { } order)
        {
            return problem;
        }

        // The pipeline must answer for the key, or nothing that was begun could be found again.
        var found = await FindAsync(order.Key, cancellation);
        return found.State == OperationState.NeverStarted
            ? null
            : $"The pipeline knows {order.Key} already: {found.State} {found.Detail}. Look at it, then retry.";
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

        var body = arguments[^1][DeployerArguments.Body.Length..];
        return await StartAsync(new(arguments[2]), body, order.Key, report, cancellation)
            ?? await new Follower(_pipeline.Poll, time).FollowAsync(
                order.Key,
                stopping => FindAsync(order.Key, stopping),
                report,
                cancellation
            );
    }

    public async Task<string?> CancelAsync(string stepKey, CancellationToken cancellation)
    {
        if (_pipeline.Cancel is not { } cancel)
        {
            return "No address to cancel at is configured (Http:Cancel). Stop it in the pipeline itself.";
        }

        var answer = await api.ActAsync(HttpMethod.Post, Address(cancel, stepKey), body: null, cancellation);
        return answer.Ok ? null : $"The pipeline answered {answer.Words}.";
    }

    private async Task<string?> StartAsync(
        Uri start,
        string body,
        string key,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        ApiAnswer answer;
        try
        {
            answer = await api.ActAsync(HttpMethod.Post, start, body, cancellation);
        }
        catch (DeployerUnavailableException problem) when (problem.NothingSent)
        {
            return $"Nothing was begun: {problem.Message}. Retry when it can be reached.";
        }
        catch (DeployerUnavailableException problem)
        {
            throw new DeployerUnavailableException(
                $"{problem.Message}. {key} may have been begun and is not begun again; look into the pipeline",
                problem
            );
        }

        report($"{start.Host} answered {answer.Words}");
        return answer.Status switch
        {
            >= 200 and < 300 => null,
            // Somebody began it under this key, or something else is in the way: only the key tells.
            409 => (await FindAsync(key, cancellation)).State == OperationState.NeverStarted
                ? $"Nothing was begun: the pipeline answered {answer.Words}."
                : null,
            429 => $"Nothing was begun: the pipeline has too much to do ({answer.Words}). Retry later.",
            408 or >= 500 => throw new DeployerUnavailableException(
                $"the pipeline answered {answer.Words}. {key} may have been begun and is not begun again; look into the pipeline"
            ),
            _ => $"Nothing was begun: the pipeline answered {answer.Words}.",
        };
    }

    private Uri Address(string template, string key) =>
        new(
            Template.Fill(
                template,
                assignment.Environment,
                assignment.Component,
                tag: "",
                sha256: "",
                key,
                Uri.EscapeDataString
            )
        );
}
