using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Rollback;

/// <summary>The steps of one plan, numbered and keyed as they are added.</summary>
internal sealed class PlanSteps(int version, string incident, string environment, EnvironmentOptions options)
{
    private readonly List<PlanStep> _steps = [];

    private string NextKey => FormattableString.Invariant($"{incident}-plan{version}-step{_steps.Count + 1}");

    public void Freeze() =>
        Add(StepKind.Freeze, $"Freeze deploys to {environment} and announce", expected: TimeSpan.FromSeconds(5));

    public void Deploy(PlanTarget target)
    {
        var deployer = DeployerOf(target.Component);
        Add(
            StepKind.Deploy,
            $"Put {target.Component} {target.TargetTag} back",
            target.Component,
            DeployerArguments.Of(deployer, environment, target.Component, target, NextKey),
            deployer.Timeout,
            expected: TimeSpan.FromSeconds(20)
        );
        if (deployer.Fallback is { } fallback)
        {
            // A key of its own: the two may be asked at the same place what became of it.
            var key = $"{_steps[^1].Key}-fallback";
            _steps[^1] = _steps[^1] with
            {
                Fallback = DeployerArguments.Of(fallback, environment, target.Component, target, key),
            };
        }
    }

    public void Revert(PlanRevert revert)
    {
        var deployer = DeployerOf(Component.Config);
        var database = options.RevertsIn;
        Add(
            StepKind.Revert,
            $"Set {revert.Key} back",
            Component.Config,
            database is null
                ? CommandLine.Fill(deployer.Deploy, environment, revert, NextKey)
                : PortalStep.Arguments(database, revert, environment, incident, NextKey),
            database?.StepTimeout ?? deployer.Timeout,
            expected: TimeSpan.FromSeconds(5)
        );
    }

    public void Wait() =>
        Add(
            StepKind.AwaitHealth,
            "Wait for /healthz and /ready",
            timeout: options.Validation.HealthyWithin + TimeSpan.FromSeconds(30),
            expected: options.Validation.HealthyFor + TimeSpan.FromSeconds(5)
        );

    /// <summary>Adds what every plan ends with.</summary>
    public IReadOnlyList<PlanStep> Finish()
    {
        Add(
            StepKind.Validate,
            "Validate: contract, event streams, web pages",
            timeout: (options.Validation.Commands ?? []).Aggregate(
                options.Validation.SmokeFor
                    + TimeSpan.FromMinutes(5)
                    + options.Validation.Attestation.GetValueOrDefault(),
                (sum, check) => sum + check.Timeout
            ),
            expected: options.Validation.SmokeFor + TimeSpan.FromSeconds(10)
        );
        Add(StepKind.Announce, "Seal evidence and announce", expected: TimeSpan.FromSeconds(10));
        return _steps;
    }

    /// <summary>With execution off a deployer need not be configured: the proposal is for people's eyes.</summary>
    private DeployerOptions DeployerOf(Component component) => options.Deployers.GetValueOrDefault(component) ?? new();

    private void Add(
        StepKind kind,
        string title,
        Component? component = null,
        IReadOnlyList<string>? arguments = null,
        TimeSpan? timeout = null,
        TimeSpan expected = default
    ) =>
        _steps.Add(
            new(
                _steps.Count + 1,
                NextKey,
                kind,
                title,
                component,
                arguments ?? [],
                timeout ?? TimeSpan.FromMinutes(2),
                expected
            )
        );
}
