using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Configuration;

/// <summary>Checks one environment's configuration.</summary>
internal static class EnvironmentValidator
{
    private static readonly Role[] PeoplesRoles =
    [
        Role.Sre,
        Role.Deputy,
        Role.IncidentCommander,
        Role.DecisionOwner,
        Role.Admin,
    ];

    public static void Check(
        List<ConfigurationError> errors,
        string key,
        EnvironmentOptions options,
        IReadOnlyCollection<string> releases
    )
    {
        CheckInstances(errors, key, options.Instances);
        foreach (var (component, tag) in options.Lkg.Where(lkg => !releases.Contains(lkg.Value)))
        {
            errors.Add(new($"{key}:Lkg:{component}", tag, "no release of that name in the release folder"));
        }

        CheckProbes(errors, $"{key}:Probes", options.Probes);
        CheckTriggers(errors, $"{key}:Triggers", options.Triggers);
        CheckApproval(errors, $"{key}:Approval", options.Approval);
        NotNegative(errors, $"{key}:Deploying:Settle", options.Deploying.Settle);
        Positive(errors, $"{key}:Deploying:Cap", options.Deploying.Cap);
        NotNegative(errors, $"{key}:Deploying:TagWithin", options.Deploying.TagWithin);
        CheckValidation(errors, $"{key}:Validation", options.Validation);
        if (options.Execution != Execution.Off)
        {
            CheckDeployers(errors, $"{key}:Deployers", options);
        }
    }

    private static void CheckInstances(
        List<ConfigurationError> errors,
        string key,
        IReadOnlyList<InstanceOptions> instances
    )
    {
        if (instances.Count == 0)
        {
            errors.Add(new($"{key}:Instances", "none", "at least one instance must be watched"));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < instances.Count; i++)
        {
            var instance = instances[i];
            OptionsValidator.CheckAddress(errors, $"{key}:Instances:{i}:Address", instance.Address);
            if (string.IsNullOrWhiteSpace(instance.Name) || !names.Add(instance.Name))
            {
                errors.Add(
                    new($"{key}:Instances:{i}:Name", instance.Name, "must be a name of its own in the environment")
                );
            }

            if (instance.Component is not (Component.Api or Component.Web))
            {
                errors.Add(new($"{key}:Instances:{i}:Component", instance.Component.ToString(), "must be Api or Web"));
            }
        }
    }

    private static void CheckProbes(List<ConfigurationError> errors, string key, ProbeOptions probes)
    {
        Positive(errors, $"{key}:HealthInterval", probes.HealthInterval);
        Positive(errors, $"{key}:MetricsInterval", probes.MetricsInterval);
        Positive(errors, $"{key}:Timeout", probes.Timeout);
        if (!probes.StreamPath.StartsWith('/'))
        {
            errors.Add(new($"{key}:StreamPath", probes.StreamPath, "must begin with /"));
        }
    }

    private static void CheckTriggers(List<ConfigurationError> errors, string key, TriggerOptions triggers)
    {
        var availability = triggers.Availability;
        CheckHold(errors, $"{key}:Availability", availability.HoldFor, availability.RecoverFor, availability.Window);
        AtLeast(errors, $"{key}:Availability:MinimumSamples", availability.MinimumSamples, 1);

        var errorRate = triggers.ErrorRate;
        CheckHold(errors, $"{key}:ErrorRate", errorRate.HoldFor, errorRate.RecoverFor, errorRate.Window);
        AtLeast(errors, $"{key}:ErrorRate:MinimumCalls", errorRate.MinimumCalls, 1);
        AtLeast(errors, $"{key}:ErrorRate:MinimumErrors", errorRate.MinimumErrors, 1);
        if (errorRate.LimitPercent is <= 0 or > 100)
        {
            var value = FormattableString.Invariant($"{errorRate.LimitPercent}");
            errors.Add(new($"{key}:ErrorRate:LimitPercent", value, "must be more than 0 and at most 100"));
        }

        Positive(errors, $"{key}:SseHeartbeat:LimitGap", triggers.SseHeartbeat.LimitGap);
        NotNegative(errors, $"{key}:SseHeartbeat:RecoverFor", triggers.SseHeartbeat.RecoverFor);
    }

    private static void CheckHold(
        List<ConfigurationError> errors,
        string key,
        TimeSpan holdFor,
        TimeSpan recoverFor,
        TimeSpan? window
    )
    {
        Positive(errors, $"{key}:HoldFor", holdFor);
        NotNegative(errors, $"{key}:RecoverFor", recoverFor);
        if (window is { } length && (length <= TimeSpan.Zero || length > holdFor / 5))
        {
            errors.Add(
                new(
                    $"{key}:Window",
                    $"{length:c}",
                    $"must be positive and at most a fifth of HoldFor ({holdFor / 5:c})"
                )
            );
        }
    }

    private static void CheckApproval(List<ConfigurationError> errors, string key, ApprovalOptions approval)
    {
        AtLeast(errors, $"{key}:Required", approval.Required, 1);
        Positive(errors, $"{key}:ProposalValid", approval.ProposalValid);
        var impossible = approval.Roles.Where(role => !PeoplesRoles.Contains(role)).ToList();
        if (impossible.Count > 0)
        {
            errors.Add(
                new($"{key}:Roles", string.Join(", ", impossible), "cannot approve; pipelines declare, people approve")
            );
        }

        // One person holds each of the runbook's roles (section 4): more approvals than roles can never come together.
        var roles = approval.EffectiveRoles.Distinct().Count();
        if (approval.Required > roles)
        {
            errors.Add(
                new($"{key}:Required", $"{approval.Required}", $"nobody can satisfy it: only {roles} roles may approve")
            );
        }
    }

    private static void CheckValidation(List<ConfigurationError> errors, string key, ValidationOptions validation)
    {
        Positive(errors, $"{key}:HealthyFor", validation.HealthyFor);
        Positive(errors, $"{key}:HealthyWithin", validation.HealthyWithin);
        Positive(errors, $"{key}:SmokeFor", validation.SmokeFor);
        Positive(errors, $"{key}:MaxFirstEvent", validation.MaxFirstEvent);
        Positive(errors, $"{key}:MaxMedianGap", validation.MaxMedianGap);
        NotNegative(errors, $"{key}:GapGrace", validation.GapGrace);
        Positive(errors, $"{key}:MaxGap", validation.MaxGap);
        NotNegative(errors, $"{key}:StabiliseFor", validation.StabiliseFor);
        foreach (var path in validation.ContractPaths.Where(path => !path.StartsWith('/')))
        {
            errors.Add(new($"{key}:ContractPaths", path, "must begin with /"));
        }
    }

    private static void CheckDeployers(List<ConfigurationError> errors, string key, EnvironmentOptions options)
    {
        foreach (var component in options.Lkg.Keys)
        {
            if (!options.Deployers.TryGetValue(component, out var deployer))
            {
                errors.Add(
                    new(
                        $"{key}:{component}",
                        "none",
                        "Execution is not Off and the LKG names this component, so it needs a deployer"
                    )
                );
                continue;
            }

            foreach (
                var (name, command) in new[]
                {
                    ("Deploy", deployer.Deploy),
                    ("Find", deployer.Find),
                    ("Observe", deployer.Observe),
                }
            )
            {
                if (command.Count == 0)
                {
                    errors.Add(
                        new($"{key}:{component}:{name}", "none", "must be a program and its arguments, as a list")
                    );
                }
            }

            Positive(errors, $"{key}:{component}:Timeout", deployer.Timeout);
        }
    }

    private static void AtLeast(List<ConfigurationError> errors, string key, int value, int least)
    {
        if (value < least)
        {
            errors.Add(new(key, $"{value}", $"must be at least {least}"));
        }
    }

    private static void Positive(List<ConfigurationError> errors, string key, TimeSpan value)
    {
        if (value <= TimeSpan.Zero)
        {
            errors.Add(new(key, $"{value:c}", "must be longer than zero"));
        }
    }

    private static void NotNegative(List<ConfigurationError> errors, string key, TimeSpan value)
    {
        if (value < TimeSpan.Zero)
        {
            errors.Add(new(key, $"{value:c}", "must not be negative"));
        }
    }
}
