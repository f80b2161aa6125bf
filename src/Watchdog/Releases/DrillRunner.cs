using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Paging;

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
        var (problems, lines) = (new List<string>(), new List<string>());
        var observed = new List<LiveInstance>();
        foreach (var one in (Component[])[Component.Api, Component.Web])
        {
            if (here.Has(one) && here.Deployers.ContainsKey(one))
            {
                // The other component only tells what it runs: what is wrong with it stands in nobody's way here.
                observed.AddRange(
                    await ObserveAsync(environment, one, one == component ? problems : [], lines, stopping)
                );
            }
        }

        var facts = Facts(state, environment, tag, instances.Count > 0 ? instances : observed);
        var drill = DrillPlan.Of(facts, here, component, tag);
        foreach (var step in (drill.Plan?.Steps ?? []).Where(step => step.Kind == StepKind.Deploy))
        {
            if (step.Component is { } which && here.Deployers.ContainsKey(which))
            {
                await PreflightAsync(deployers.Of(environment, which), step, problems, lines, stopping);
            }
        }

        problems.InsertRange(0, drill.Readiness.SelectMany(line => line.Problems));
        lines.InsertRange(
            0,
            [
                .. drill.Readiness.SelectMany(line =>
                    line.Facts.Select(fact => $"{Mark(fact)} {fact.Sentence}").Prepend(line.Sentence)
                ),
                .. drill.Lines(
                    here,
                    options.Roster.With(OnNow.Of(options, environment, state, time.GetUtcNow()).People)
                ),
            ]
        );
        return new(
            id,
            component,
            drill.Asked.Tag ?? "",
            problems.Count == 0,
            [.. problems.Select(Fit)],
            drill.Plan?.Expected ?? TimeSpan.Zero,
            [.. lines.SelectMany(line => line.Split('\n')).Select(Fit).Take(LinesKept)]
        );
    }

    /// <summary>The targets are looked at now, not as they were when somebody last did.</summary>
    private TargetFacts Facts(
        JournalState state,
        string environment,
        string? tag,
        IReadOnlyList<LiveInstance> instances
    )
    {
        var looks = state.Looks;
        foreach (var one in state.Environment(environment).Lkg.Values.Append(tag).OfType<string>().Distinct())
        {
            if (state.Releases.GetValueOrDefault(one) is { } release)
            {
                looks = looks.SetItem(
                    one,
                    folder.Look(release) with
                    {
                        Scripts = looks.GetValueOrDefault(one)?.Scripts,
                    }
                );
            }
        }

        state = state with { Looks = looks };
        return TargetFacts.Of(state, environment, instances, time.GetUtcNow());
    }

    private async Task<IReadOnlyList<LiveInstance>> ObserveAsync(
        string environment,
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
                    seen = await deployers.Of(environment, component).ObserveAsync(cancellation);
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

        lines.Add(
            seen is null ? $"deployer: {component} could not be observed" : $"deployer: {component} runs {seen.Text}"
        );
        var now = time.GetUtcNow();
        return [.. (seen?.Instances ?? []).Select(one => new LiveInstance(one.Name, component, one.Tag, now))];
    }

    private async Task PreflightAsync(
        IDeployer deployer,
        PlanStep step,
        List<string> problems,
        List<string> lines,
        CancellationToken stopping
    )
    {
        var problem = await AskAsync(cancellation => deployer.PreflightAsync(step.Arguments, cancellation), stopping);
        lines.Add($"preflight of step {step.Number}: {problem ?? "nothing speaks against it"}");
        if (problem is not null)
        {
            problems.Add(problem);
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
        : fact.Waived is not null ? "  waived "
        : "  note   ";

    private string Fit(string line)
    {
        var text = secrets.Redact(line.TrimEnd('\r'));
        return text.Length <= LongestLine ? text : $"{text[..LongestLine]}…";
    }
}
