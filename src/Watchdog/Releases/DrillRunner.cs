using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Deployers;

namespace Mcpx.Watchdog.Releases;

/// <summary>
/// Goes through a rollback without touching anything: what it would do, whether its target is fit, and whether the deployers could
/// do it. Deployers are only observed and asked beforehand, which changes nothing.
/// </summary>
internal sealed class DrillRunner(
    WatchdogOptions options,
    ReleaseFolder folder,
    DeployerFactory deployers,
    Secrets secrets,
    TimeProvider time
)
{
    private const int LinesKept = 200;
    private const int LongestLine = 500;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);

    /// <summary>Holds one.</summary>
    /// <param name="id">Its identity.</param>
    /// <param name="environment">Where.</param>
    /// <param name="component">What would go back.</param>
    /// <param name="tag">To which release; null for the LKG.</param>
    /// <param name="state">The journal.</param>
    /// <param name="instances">What the instances answer, where that is known; else the deployer is asked.</param>
    /// <param name="stopping">Ends it.</param>
    public async Task<DrillHeld> HoldAsync(
        string id,
        string environment,
        Component component,
        string? tag,
        JournalState state,
        IReadOnlyList<LiveInstance> instances,
        CancellationToken stopping
    )
    {
        var here = options.Environments[environment];
        var problems = new List<string>();
        var lines = new List<string>();
        var deployer = here.Deployers.ContainsKey(component) ? deployers.Of(environment, component) : null;
        if (deployer is not null)
        {
            var observed = await ObserveAsync(deployer, component, problems, lines, stopping);
            instances = instances.Count > 0 ? instances : observed;
        }

        var facts = Facts(state, environment, component, tag, instances);
        var drill = DrillPlan.Of(facts, here, component, tag);
        var readiness = drill.Readiness;
        if (deployer is not null && drill.Plan is { } plan)
        {
            await PreflightAsync(deployer, plan, problems, lines, stopping);
        }

        problems.InsertRange(0, readiness.Problems);
        lines.InsertRange(
            0,
            [
                readiness.Sentence,
                .. readiness.Facts.Select(fact => $"{Mark(fact)} {fact.Sentence}"),
                .. drill.Lines(here, options.Roster),
            ]
        );
        return new(
            id,
            component,
            readiness.Tag ?? "",
            problems.Count == 0,
            [.. problems.Select(Fit)],
            drill.Plan?.Expected ?? TimeSpan.Zero,
            [.. lines.SelectMany(line => line.Split('\n')).Select(Fit).Take(LinesKept)]
        );
    }

    /// <summary>The target is looked at now, not as it was when somebody last did.</summary>
    private TargetFacts Facts(
        JournalState state,
        string environment,
        Component component,
        string? tag,
        IReadOnlyList<LiveInstance> instances
    )
    {
        var to = tag ?? state.Environment(environment).Lkg.GetValueOrDefault(component);
        if (to is not null && state.Releases.GetValueOrDefault(to) is { } release)
        {
            var known = state.Looks.GetValueOrDefault(to);
            state = state with
            {
                Looks = state.Looks.SetItem(to, folder.Look(release) with { Scripts = known?.Scripts }),
            };
        }

        return TargetFacts.Of(state, environment, instances, time.GetUtcNow());
    }

    private async Task<IReadOnlyList<LiveInstance>> ObserveAsync(
        IDeployer deployer,
        Component component,
        List<string> problems,
        List<string> lines,
        CancellationToken stopping
    )
    {
        Observation? seen = null;
        if (
            await AskAsync(
                async cancellation =>
                {
                    seen = await deployer.ObserveAsync(cancellation);
                    return
                        seen.Operations.FirstOrDefault(operation => operation.State == OperationState.Running)
                            is { } other
                        ? $"another operation is under way: {other.Key}"
                        : null;
                },
                stopping
            ) is
            { } problem
        )
        {
            problems.Add(problem);
        }

        lines.Add(seen is null ? "deployer: not observed" : $"deployer: {component} runs {seen.Text}");
        var now = time.GetUtcNow();
        return [.. (seen?.Instances ?? []).Select(one => new LiveInstance(one.Name, component, one.Tag, now))];
    }

    private async Task PreflightAsync(
        IDeployer deployer,
        Plan plan,
        List<string> problems,
        List<string> lines,
        CancellationToken stopping
    )
    {
        foreach (var step in plan.Steps.Where(step => step.Kind == StepKind.Deploy))
        {
            var problem = await AskAsync(
                cancellation => deployer.PreflightAsync(step.Arguments, cancellation),
                stopping
            );
            lines.Add(
                problem is null
                    ? $"preflight of step {step.Number}: nothing speaks against it"
                    : $"preflight of step {step.Number}: {problem}"
            );
            if (problem is not null)
            {
                problems.Add(problem);
            }
        }
    }

    /// <summary>What could not be asked is a problem, never a yes.</summary>
    private async Task<string?> AskAsync(Func<CancellationToken, Task<string?>> ask, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            return await ask(both.Token);
        }
        catch (DeployerUnavailableException problem)
        {
            return $"the deployer could not be asked: {problem.Message}";
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return $"the deployer did not answer in {Words.Duration(Limit)}";
        }
    }

    private static string Mark(QualificationFact fact) =>
        fact.Holds ? "  ok     "
        : fact.Blocks ? "  BLOCKS "
        : fact.IsOpen ? "  MISSING"
        : "  note   ";

    private string Fit(string line)
    {
        var text = secrets.Redact(line.TrimEnd('\r'));
        return text.Length <= LongestLine ? text : $"{text[..LongestLine]}…";
    }
}
