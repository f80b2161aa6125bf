using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Configuration;

/// <summary>Checks one environment's configuration.</summary>
internal static class EnvironmentValidator
{
    public static void Check(
        List<ConfigurationError> errors,
        string key,
        string name,
        EnvironmentOptions options,
        IReadOnlyCollection<string> releases
    )
    {
        SourceChecks.Check(errors, $"{key}:Discovery", options.Discovery);
        CheckInstances(errors, key, options);
        if (options.PublicAddress is { } address)
        {
            OptionsValidator.CheckAddress(errors, $"{key}:PublicAddress", address);
        }

        foreach (var (component, tag) in options.Lkg.Where(lkg => !releases.Contains(lkg.Value)))
        {
            errors.Add(new($"{key}:Lkg:{component}", tag, "no release of that name in the release folder"));
        }

        ProbeChecks.Check(errors, $"{key}:Probes", options);
        options.Triggers.Check(errors, $"{key}:Triggers");
        CheckQuiet(errors, $"{key}:QuietHours", name, options.QuietHours ?? []);
        CheckSeverity(errors, $"{key}:Severity", options);
        options.Attribution.Check(errors, $"{key}:Attribution");
        options.Drift.Check(errors, $"{key}:Drift");
        options.Promotion.Check(errors, $"{key}:Promotion");
        options.Freeze.Check(errors, $"{key}:Freeze");
        ApprovalValidator.Check(errors, $"{key}:Approval", name, options.Approval);
        errors.NotNegative($"{key}:Deploying:Settle", options.Deploying.Settle);
        errors.Positive($"{key}:Deploying:Cap", options.Deploying.Cap);
        errors.NotNegative($"{key}:Deploying:TagWithin", options.Deploying.TagWithin);
        CheckValidation(errors, $"{key}:Validation", options.Validation);
        options.Validation.Browser?.Check(errors, $"{key}:Validation:Browser", options);
        options.Logs?.Check(errors, $"{key}:Logs");
        options.PortalDatabase?.Check(errors, $"{key}:PortalDatabase");
        if (options.PortalDatabase is not null && options.Deployers.ContainsKey(Component.Config))
        {
            errors.Add(
                new(
                    $"{key}:PortalDatabase",
                    "beside Deployers:Config",
                    "must be one way to write keys and flags, not two; leave one out"
                )
            );
        }

        if (options.Execution != Execution.Off)
        {
            CheckDeployers(errors, $"{key}:Deployers", options);
        }
    }

    private static void CheckInstances(List<ConfigurationError> errors, string key, EnvironmentOptions options)
    {
        var instances = options.Instances;
        if (instances.Count == 0 && options.Discovery.Count == 0)
        {
            errors.Add(new($"{key}:Instances", "none", "at least one instance must be watched"));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < instances.Count; i++)
        {
            var instance = instances[i];
            CheckAddress(errors, $"{key}:Instances:{i}:Address", instance.Address);
            if (instance.Name == PublicHost.Name)
            {
                errors.Add(new($"{key}:Instances:{i}:Name", instance.Name, "is the name of the public address"));
            }

            if (string.IsNullOrWhiteSpace(instance.Name) || !names.Add(instance.Name))
            {
                errors.Add(
                    new($"{key}:Instances:{i}:Name", instance.Name, "must be a name of its own in the environment")
                );
            }

            if (instance.Source is { } label && !options.Discovery.Any(source => source.Label == label))
            {
                errors.Add(new($"{key}:Instances:{i}:Source", label, "is no source of Discovery; leave it out"));
            }

            if (instance.Component is not (Component.Api or Component.Web))
            {
                errors.Add(new($"{key}:Instances:{i}:Component", instance.Component.ToString(), "must be Api or Web"));
            }
        }
    }

    private static void CheckQuiet(
        List<ConfigurationError> errors,
        string key,
        string name,
        IReadOnlyList<WeeklyOptions> hours
    )
    {
        if (name == "Prod" && hours.Count > 0)
        {
            errors.Add(new(key, "Prod", "must be left out: Prod has no quiet hours"));
        }

        for (var i = 0; i < hours.Count; i++)
        {
            RosterChecks.CheckWeekly(errors, FormattableString.Invariant($"{key}:{i}"), hours[i]);
        }
    }

    private static void CheckSeverity(List<ConfigurationError> errors, string key, EnvironmentOptions options)
    {
        foreach (var (trigger, severity) in options.Severity)
        {
            if (!TriggerNames.All.Contains(trigger, StringComparer.Ordinal))
            {
                errors.Add(
                    new(
                        $"{key}:{trigger}",
                        $"{severity}",
                        $"is no trigger; known are {string.Join(", ", TriggerNames.All)}"
                    )
                );
            }
            else if (!Enum.IsDefined(severity))
            {
                errors.Add(new($"{key}:{trigger}", $"{severity}", "must be P1 or P2"));
            }
        }
    }

    private static void CheckAddress(List<ConfigurationError> errors, string key, string address)
    {
        OptionsValidator.CheckAddress(errors, key, address);
        if (
            Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri.UserInfo.Length > 0
            && Uri.UnescapeDataString(uri.UserInfo).Split('=', 2) is not [{ Length: > 0 }, { Length: > 0 }]
        )
        {
            errors.Add(new(key, uri.Host, "has something before the @ that is no cookie: name%3Dvalue"));
        }
    }

    private static void CheckValidation(List<ConfigurationError> errors, string key, ValidationOptions validation)
    {
        errors.Positive($"{key}:HealthyFor", validation.HealthyFor);
        errors.Positive($"{key}:HealthyWithin", validation.HealthyWithin);
        errors.Positive($"{key}:SmokeFor", validation.SmokeFor);
        errors.Positive($"{key}:MaxFirstEvent", validation.MaxFirstEvent);
        errors.Positive($"{key}:MaxMedianGap", validation.MaxMedianGap);
        errors.NotNegative($"{key}:GapGrace", validation.GapGrace);
        errors.Positive($"{key}:MaxGap", validation.MaxGap);
        errors.NotNegative($"{key}:StabiliseFor", validation.StabiliseFor);
        if (validation.AttestWithin is { } within && (within < TimeSpan.Zero || within > ValidationOptions.LongestWait))
        {
            errors.Add(new($"{key}:AttestWithin", $"{within:c}", "must be from 0, which asks nobody, to 2 hours"));
        }

        CommandCheckOptions.Check(errors, $"{key}:Commands", validation.Commands ?? []);
        foreach (var path in validation.ContractPaths.Where(path => !path.StartsWith('/')))
        {
            errors.Add(new($"{key}:ContractPaths", path, "must begin with /"));
        }

        if (validation is { ContractFile: not null, ContractPaths: [var first, ..] })
        {
            errors.Add(new($"{key}:ContractPaths", first, "must be empty beside ContractFile, which decides alone"));
        }

        if (validation is { ContractFile: null, ContractSha256: { } digest })
        {
            errors.Add(new($"{key}:ContractSha256", digest, "pins no file: ContractFile is missing"));
        }
    }

    private static void CheckDeployers(List<ConfigurationError> errors, string key, EnvironmentOptions options)
    {
        foreach (var component in options.Lkg.Keys.Where(component => !options.Deployers.ContainsKey(component)))
        {
            errors.Add(
                new(
                    $"{key}:{component}",
                    "none",
                    "Execution is not Off and the LKG names this component, so it needs a deployer"
                )
            );
        }

        foreach (var (component, deployer) in options.Deployers)
        {
            DeployerChecks.Check(errors, $"{key}:{component}", component, deployer);
        }
    }
}
