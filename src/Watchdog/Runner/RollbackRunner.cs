using System.Collections.Concurrent;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Runner;

/// <summary>
/// Runs approved plans one step at a time, journal first: a step's start is durable before it acts, so that after a crash
/// a step that may have acted is known and asked for, never simply begun again.
/// </summary>
internal sealed class RollbackRunner(
    WatchdogOptions options,
    JournalTail tail,
    IncidentLog incidents,
    Secrets secrets,
    IEnumerable<IStep> steps,
    TimeProvider time,
    ILogger<RollbackRunner> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Incident, int Step), bool> _begun = [];
    private readonly Dictionary<StepKind, IStep> _steps = steps.ToDictionary(step => step.Kind);

    /// <summary>One loop per environment: a run in one never waits for another.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(options.Environments.Keys.Select(name => FollowAsync(name, stoppingToken)));

    private async Task FollowAsync(string environment, CancellationToken stopping)
    {
        var pause = Every;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                while (
                    tail.CatchUp().OpenIncident(environment) is { } incident && await AdvanceAsync(incident, stopping)
                )
                {
                    // One thing after the other, as long as there is one to do.
                }

                pause = Every;
            }
            catch (Exception problem) when (StoreFault.Is(problem))
            {
                // What could not be written down is done again: ever more rarely, or a full disk would flood the channels.
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
                Log.RunInterrupted(log, environment, problem);
            }

            await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Does the next thing of a run.</summary>
    /// <param name="incident">The environment's open incident.</param>
    /// <param name="stopping">Ends the process; the step in hand stays as it is and is asked for after the restart.</param>
    /// <returns>Whether something was done, so that more may follow at once.</returns>
    private async Task<bool> AdvanceAsync(Incident incident, CancellationToken stopping)
    {
        var next = incident.NextStep;
        switch (incident.Status)
        {
            case IncidentStatus.Approved when time.GetUtcNow() < incident.Proposal!.ExpiresAt:
                return Accepted(incident.Id, new IncidentCommand.StartRun());
            case IncidentStatus.RollingBack when next is null:
                return Accepted(incident.Id, new IncidentCommand.FinishRun());
            case IncidentStatus.RollingBack when next!.Status == StepStatus.Waiting && incident.Paused is not null:
                return false;
            case IncidentStatus.RollingBack when next!.Status == StepStatus.Waiting:
                _begun[(incident.Id, next.Step.Number)] = true;
                return Accepted(incident.Id, new IncidentCommand.StartStep(next.Step.Number))
                    && await RunAsync(tail.Current.Incidents[incident.Id], next.Step, resumed: false, stopping);
            case IncidentStatus.RollingBack when next!.Status == StepStatus.Running:
                // Steps of an environment run one after the other, right here: one that runs already was begun before a
                // crash, or its end could not be written down.
                Log.StepResumed(log, incident.Id, next.Step.Number);
                if (!_begun.ContainsKey((incident.Id, next.Step.Number)))
                {
                    incidents.Record(incident.Id, new StepTakenUp(next.Step.Number), Actor.Watchdog);
                    _begun[(incident.Id, next.Step.Number)] = true;
                }

                return await RunAsync(incident, next.Step, resumed: true, stopping);
            default:
                return false;
        }
    }

    private async Task<bool> RunAsync(Incident incident, PlanStep step, bool resumed, CancellationToken stopping)
    {
        StepResult result;
        await using (var output = new StepOutput(incident.Id, step.Number, incidents, secrets, time))
        {
            output.Start();
            result = await CarryOutAsync(incident, step, resumed, output.Add, stopping);
        }

        stopping.ThrowIfCancellationRequested();
        return Accepted(
            incident.Id,
            result switch
            {
                StepResult.Succeeded done => new IncidentCommand.Succeed(
                    step.Number,
                    secrets.Redact(done.Summary),
                    done.Checks,
                    done.Unchanged
                ),
                StepResult.Failed failed => new IncidentCommand.Fail(
                    step.Number,
                    secrets.Redact(failed.Reason),
                    failed.Checks,
                    Unknown: false
                ),
                StepResult.Unknown unknown => new IncidentCommand.Fail(
                    step.Number,
                    secrets.Redact(unknown.Reason),
                    [],
                    Unknown: true
                ),
                _ => throw new InvalidOperationException($"{result.GetType().Name} is not a result."),
            }
        );
    }

    private async Task<StepResult> CarryOutAsync(
        Incident incident,
        PlanStep step,
        bool resumed,
        Action<string> report,
        CancellationToken stopping
    )
    {
        var plan = incident.Proposal!.Plan;
        if (plan.Execution == Execution.DryRun)
        {
            var would = step.Arguments.Count > 0 ? string.Join(' ', step.Arguments) : step.Title;
            report($"dry run   would: {would}");
            return StepResult.Success("Dry run: nothing was changed");
        }

        var state = incident.Steps[step.Number - 1];
        if (state.ByHand is { } hand && step.Kind != StepKind.Deploy)
        {
            return StepResult.Success($"Done by hand by {hand.By.Name}, not looked at: {hand.Reason}");
        }

        try
        {
            var context = new StepContext(
                incident,
                plan,
                step,
                options.Environments[plan.Environment],
                state.Attempt,
                resumed,
                report
            )
            {
                ByHand = state.ByHand,
                CancelAsked = () => tail.Current.Incidents[incident.Id].Steps[step.Number - 1].CancelAsked,
            };
            return await _steps[step.Kind].RunAsync(context, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception problem)
        {
            // Whatever breaks inside a step, the journal must say so and a person must decide: nothing may vanish here.
            Log.StepBroke(log, incident.Id, step.Number, problem);
            return step.Kind is StepKind.Deploy or StepKind.Revert
                ? new StepResult.Unknown($"The watchdog itself broke while deploying: {problem.Message}")
                : StepResult.Failure($"The watchdog itself broke: {problem.Message}");
        }
    }

    private bool Accepted(string id, IncidentCommand command)
    {
        var outcome = incidents.Execute(id, command, Actor.Watchdog);
        if (outcome.Refusal is { } refusal)
        {
            Log.Refused(log, id, refusal.Text);
        }

        return outcome.Refusal is null;
    }
}
