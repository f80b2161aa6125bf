using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Rollback;

/// <summary>Writes the runbook's steps (section 6) for a set of components to restore.</summary>
public static class PlanBuilder
{
    /// <summary>Builds the plan.</summary>
    /// <param name="version">Counts the plans of the incident, from 1.</param>
    /// <param name="incident">The incident.</param>
    /// <param name="environment">The environment's name.</param>
    /// <param name="targets">What to restore, API before web.</param>
    /// <param name="schema">The schema as it is; null when it is not known.</param>
    /// <param name="options">The environment's configuration.</param>
    public static Plan Build(
        int version,
        string incident,
        string environment,
        IReadOnlyList<PlanTarget> targets,
        int? schema,
        EnvironmentOptions options
    )
    {
        var steps = new List<PlanStep>();
        Add(StepKind.Freeze, $"Freeze deploys to {environment} and announce", expected: TimeSpan.FromSeconds(5));
        foreach (var target in targets)
        {
            AddDeploy(target);
            if (target.Component == Component.Api)
            {
                AddWait();
            }
        }

        if (targets.All(target => target.Component != Component.Api))
        {
            AddWait();
        }

        var validation = options.Validation;
        Add(
            StepKind.Validate,
            "Validate: contract, event streams, web pages",
            timeout: validation.SmokeFor + TimeSpan.FromMinutes(5),
            expected: validation.SmokeFor + TimeSpan.FromSeconds(10)
        );
        Add(StepKind.Announce, "Seal evidence and announce", expected: TimeSpan.FromSeconds(10));
        return new(
            version,
            incident,
            environment,
            KindOf(targets),
            targets,
            schema,
            steps,
            validation,
            options.Execution,
            options.Approval
        );

        void AddWait() =>
            Add(
                StepKind.AwaitHealth,
                "Wait for /healthz and /ready",
                timeout: options.Validation.HealthyWithin + TimeSpan.FromSeconds(30),
                expected: options.Validation.HealthyFor + TimeSpan.FromSeconds(5)
            );

        void AddDeploy(PlanTarget target)
        {
            // With execution off a deployer need not be configured: the proposal is for people's eyes.
            var deployer = options.Deployers.GetValueOrDefault(target.Component) ?? new();
            var key = Key(steps.Count + 1);
            var arguments = CommandLine.Fill(deployer.Deploy, environment, target.Component, target.TargetTag, key);
            Add(
                StepKind.Deploy,
                $"Put {target.Component} {target.TargetTag} back",
                target.Component,
                arguments,
                deployer.Timeout,
                expected: TimeSpan.FromSeconds(20)
            );
        }

        void Add(
            StepKind kind,
            string title,
            Component? component = null,
            IReadOnlyList<string>? arguments = null,
            TimeSpan? timeout = null,
            TimeSpan expected = default
        ) =>
            steps.Add(
                new(
                    steps.Count + 1,
                    Key(steps.Count + 1),
                    kind,
                    title,
                    component,
                    arguments ?? [],
                    timeout ?? TimeSpan.FromMinutes(2),
                    expected
                )
            );

        string Key(int number) => $"{incident}-plan{version}-step{number}";
    }

    private static PlanKind KindOf(IReadOnlyList<PlanTarget> targets) =>
        targets.Count > 1 ? PlanKind.ApiAndWeb
        : targets[0].Component == Component.Web ? PlanKind.Web
        : PlanKind.Api;
}
