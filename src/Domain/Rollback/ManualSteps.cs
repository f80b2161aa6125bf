using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Rollback;

/// <summary>
/// What a person types to do a step by hand, when the watchdog cannot or shall not: commands to paste, and what to say or look
/// at as comments.
/// </summary>
public static class ManualSteps
{
    private const string Unmeasured = "# write what you measured in place of \"not measured\"";

    /// <summary>The lines of one step.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="step">One of its steps.</param>
    /// <param name="environment">The environment's configuration.</param>
    /// <param name="reason">What fails, for the start message.</param>
    /// <param name="roster">Who leads, for the start message.</param>
    public static IReadOnlyList<string> Of(
        Plan plan,
        PlanStep step,
        EnvironmentOptions environment,
        string reason,
        RosterOptions roster
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(environment);
        return step.Kind switch
        {
            StepKind.Freeze =>
            [
                "# let nobody deploy, and say in #release and #incident:",
                $"# {RunMessages.Start(plan, reason, roster)}",
            ],
            StepKind.Revert => Revert(plan, step),
            StepKind.Deploy => Deploy(plan, step, environment),
            StepKind.AwaitHealth =>
            [
                .. environment.Instances.SelectMany(instance => Health(instance, environment.Probes)),
            ],
            StepKind.Validate => [.. Smokes(plan.Validation, environment)],
            _ =>
            [
                "# keep outputs and screenshots with the incident, and say in #release and #incident:",
                Unmeasured,
                $"# {RunMessages.Success(plan, [])}",
            ],
        };
    }

    private static IReadOnlyList<string> Deploy(Plan plan, PlanStep step, EnvironmentOptions environment)
    {
        var target = plan.Targets.Single(one => one.Component == step.Component);
        var deployer = environment.Deployers.GetValueOrDefault(target.Component) ?? new();
        return
        [
            $"# {target.Component} {target.TargetTag}, sha256 {target.Sha256}",
            ManualDeploy.Of(deployer, step, target, plan.Environment),
            .. deployer.Fallback is { } fallback
                ?
                [
                    "# or, where that does not answer:",
                    ManualDeploy.Of(fallback, step with { Arguments = step.Fallback }, target, plan.Environment),
                ]
                : Array.Empty<string>(),
        ];
    }

    /// <summary>The deployer's command, and the procedure of runbook section 7 behind it.</summary>
    private static List<string> Revert(Plan plan, PlanStep step)
    {
        var index = plan
            .Steps.Where(one => one.Kind == StepKind.Revert)
            .TakeWhile(one => one.Number != step.Number)
            .Count();
        var revert = plan.Reverts[index];
        var lines = new List<string>();
        if (step.Arguments.Count > 0 && !PortalStep.Is(step.Arguments))
        {
            lines.Add(ShellWords.Of(step.Arguments));
            lines.Add("# or in the portal's database:");
        }

        lines.Add(PortalProcedures.Set(revert, plan.Environment, step.Key, plan.Incident).Statement);
        return lines;
    }

    private static IEnumerable<string> Health(InstanceOptions instance, ProbeOptions probes) =>
        Enum.GetValues<HealthEndpoint>()
            .Select(endpoint =>
                ShellWords.Of([
                    "curl",
                    "-fsS",
                    "--max-time",
                    "5",
                    $"{instance.Address.TrimEnd('/')}{probes.PathOf(endpoint)}",
                ])
            );

    private static IEnumerable<string> Smokes(ValidationOptions validation, EnvironmentOptions environment)
    {
        var token = environment.Probes.TokenVariable is { } variable ? new[] { "--token-env", variable } : [];
        foreach (var api in environment.Instances.Where(instance => instance.Component == Component.Api))
        {
            var address = api.Address.TrimEnd('/');
            if (validation.ContractFile is { } contract)
            {
                yield return ShellWords.Of([
                    "watchdog",
                    "smoke",
                    "contract",
                    "--base",
                    address,
                    "--contract",
                    contract,
                    .. token,
                ]);
            }

            yield return ShellWords.Of([
                "watchdog",
                "smoke",
                "sse",
                "--url",
                $"{address}{environment.Probes.StreamPath}",
                "--duration",
                FormattableString.Invariant($"{validation.SmokeFor.TotalSeconds:0}s"),
                .. token,
            ]);
        }

        if (validation.ContractFile is null)
        {
            yield return $"# with a token: {string.Join(", ", validation.EffectiveContractPaths)} answer 2xx with JSON";
        }

        foreach (var check in validation.Commands ?? [])
        {
            yield return $"# {check.Name}, with BASE_URL and TOKEN in the environment:";
            yield return ShellWords.Of(check.Command);
        }

        yield return "# sign in, look at /dashboard and the environment's badge, then /config, /flags, /jobs and /evidence";
    }
}
