using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Deployers.Http;

namespace Mcpx.Watchdog.Deployers.Azure;

/// <summary>
/// Swaps production with the slot that holds the release to go back to. A swap done twice is none, so the slot's own tag is asked right
/// before, and what was begun is written among the site's tags.
/// </summary>
internal sealed class AppServiceDeployer(Assignment assignment, JsonApi api, InstanceTags tags, TimeProvider time)
    : IDeployer
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private readonly AppServiceDeployerOptions _app = assignment.Options.AppService!;

    private Uri Manager => new(_app.Address);

    private string Site =>
        $"{_app.Address.TrimEnd('/')}/subscriptions/{_app.Subscription}/resourceGroups/{_app.ResourceGroup}/providers/Microsoft.Web/sites/{_app.Site}";

    private Uri Tags => new($"{Site}/providers/Microsoft.Resources/tags/default?api-version=2021-04-01");

    public async Task<Observation> ObserveAsync(CancellationToken cancellation) =>
        new(await tags.AskAsync(cancellation), []);

    public async Task<Found> FindAsync(string stepKey, CancellationToken cancellation)
    {
        var record = SwapRecord.Read(await api.ReadAsync(Tags, cancellation));
        if (record?.Key != stepKey)
        {
            return new(stepKey, OperationState.NeverStarted);
        }

        if (record.State != SwapRecord.Begun)
        {
            return new(stepKey, record.State == SwapRecord.Done ? OperationState.Finished : OperationState.Failed);
        }

        var observed = await ObserveAsync(cancellation);
        return observed.AllRun(record.Tag) ? new(stepKey, OperationState.Finished, observed.Text)
            : time.GetUtcNow() - record.At < assignment.Options.Timeout
                ? new(stepKey, OperationState.Running, $"begun {record.At:HH:mm:ss}, {observed.Text}")
            : new(
                stepKey,
                OperationState.Failed,
                $"begun {record.At:HH:mm:ss} and not seen to end; look into the app's activity log"
            );
    }

    public async Task<string?> PreflightAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        if (assignment.Read(arguments, out var problem) is not { } order)
        {
            return problem;
        }

        try
        {
            SwapRecord.Read(await api.ReadAsync(Tags, cancellation));
        }
        catch (DeployerUnavailableException refused) when (refused.Status is 401 or 403 or 404)
        {
            return $"{refused.Message}. Is there a site {_app.Site}, and may the watchdog's identity see it?";
        }

        return await SlotProblemAsync(order, cancellation);
    }

    public async Task<string?> DeployAsync(
        IReadOnlyList<string> arguments,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        if (
            assignment.Read(arguments, out var problem) is not { } order
            || (problem = await SlotProblemAsync(order, cancellation)) is not null
        )
        {
            return problem;
        }

        var before = (await ObserveAsync(cancellation))
            .Instances.Select(one => one.Tag)
            .OfType<string>()
            .FirstOrDefault();
        var begun = new SwapRecord(order.Key, order.Tag, SwapRecord.Begun, time.GetUtcNow());
        if (await WriteAsync(begun, cancellation) is { } refused)
        {
            return $"Nothing was begun: {refused}";
        }

        var failure =
            await SwapAsync(order.Key, report, cancellation) ?? await AnsweredAsync(order.Tag, report, cancellation);
        if (failure is not null && _app.SwapBack && before is not null)
        {
            failure = $"{failure} {await BackAsync(order, before, report, cancellation)}";
        }

        var end = begun with { State = failure is null ? SwapRecord.Done : SwapRecord.Failed };
        if (await WriteAsync(end, cancellation) is { } unwritten)
        {
            report($"the end could not be written among the site's tags: {unwritten}");
        }

        return failure;
    }

    public Task<string?> CancelAsync(string stepKey, CancellationToken cancellation) =>
        Task.FromResult<string?>("A swap of slots cannot be cancelled. When it has ended, swap again.");

    /// <summary>Why a swap would not bring the release; null when it would.</summary>
    private async Task<string?> SlotProblemAsync(DeployOrder order, CancellationToken cancellation)
    {
        var held = await tags.AskAsync(_app.SlotAddress, cancellation);
        return held == order.Tag
            ? null
            : $"The slot {_app.Slot} {(held is null ? "does not answer a tag" : $"holds {held}")}, and {order.Tag} was approved. Deploy {order.Tag} to it, then retry.";
    }

    private async Task<string?> WriteAsync(SwapRecord record, CancellationToken cancellation)
    {
        try
        {
            var answer = await api.ActAsync(HttpMethod.Patch, Tags, record.Merge(), cancellation);
            return answer.Ok ? null : $"Azure answered {answer.Words}.";
        }
        catch (DeployerUnavailableException problem)
        {
            return $"{problem.Message}.";
        }
    }

    /// <summary>Swaps once and follows it.</summary>
    /// <returns>Null when Azure says that it is done, else why it is not.</returns>
    private async Task<string?> SwapAsync(string key, Action<string> report, CancellationToken cancellation)
    {
        var body = System.Text.Json.JsonSerializer.Serialize(new { targetSlot = _app.Slot, preserveVnet = true });
        ApiAnswer answer;
        try
        {
            answer = await api.ActAsync(
                HttpMethod.Post,
                new($"{Site}/slotsswap?api-version=2024-04-01"),
                body,
                cancellation
            );
        }
        catch (DeployerUnavailableException problem) when (problem.NothingSent)
        {
            return $"Nothing was swapped: {problem.Message}.";
        }

        report($"Azure answered {answer.Words}");
        if (answer.Status is 408 or >= 500)
        {
            throw new DeployerUnavailableException(
                $"Azure answered {answer.Words}. The swap may be under way and is not begun again; look into the app's activity log"
            );
        }

        return !answer.Ok ? $"Nothing was swapped: Azure answered {answer.Words}."
            : ArmOperation.Of(key, answer, Manager) is { } operation
                ? await FollowAsync(operation, key, report, cancellation)
            : null;
    }

    private Task<string?> FollowAsync(
        ArmOperation operation,
        string key,
        Action<string> report,
        CancellationToken cancellation
    ) =>
        new Follower(_app.Poll, time).FollowAsync(
            key,
            async stopping =>
            {
                var (found, again) = await operation.LookAsync(api, stopping);
                if (found.State == OperationState.Running && again is { } wait && wait > _app.Poll)
                {
                    await Task.Delay(JsonApi.Bounded(wait - _app.Poll), time, stopping);
                }

                return found;
            },
            report,
            cancellation
        );

    private async Task<string?> AnsweredAsync(string tag, Action<string> report, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + _app.AnswersWithin;
        while (true)
        {
            var observed = await ObserveAsync(cancellation);
            if (observed.AllRun(tag))
            {
                report($"production answers {tag}");
                return null;
            }

            if (time.GetUtcNow() >= until)
            {
                return $"Azure says that the slots are swapped, but production does not answer {tag}: {observed.Text}.";
            }

            await Task.Delay(Poll, time, cancellation);
        }
    }

    /// <summary>Undoes a swap that took place: then, and only then, the slot answers what production answered before.</summary>
    private async Task<string> BackAsync(
        DeployOrder order,
        string before,
        Action<string> report,
        CancellationToken cancellation
    )
    {
        var held = await tags.AskAsync(_app.SlotAddress, cancellation);
        if (held != before || held == order.Tag)
        {
            return $"It was not swapped back: the slot answers {held ?? "no tag"}, not {before}.";
        }

        report($"swap back  the slot holds {before} again");
        return await SwapAsync(order.Key, report, cancellation) is { } problem
            ? $"Swapping back failed too: {problem}"
            : $"The slots were swapped back; production holds {before} again.";
    }
}
