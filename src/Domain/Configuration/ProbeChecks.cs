using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Configuration;

/// <summary>Checks how an environment's instances are asked.</summary>
internal static class ProbeChecks
{
    public static void Check(List<ConfigurationError> errors, string key, EnvironmentOptions options)
    {
        var probes = options.Probes;
        errors.Positive($"{key}:HealthInterval", probes.HealthInterval);
        errors.Positive($"{key}:MetricsInterval", probes.MetricsInterval);
        errors.Positive($"{key}:CallInterval", probes.CallInterval);
        errors.Positive($"{key}:FirstEventInterval", probes.FirstEventInterval);
        errors.Positive($"{key}:AuditInterval", probes.AuditInterval);
        errors.Positive($"{key}:SettingsInterval", probes.SettingsInterval);
        errors.Positive($"{key}:VantageInterval", probes.VantageInterval);
        errors.Positive($"{key}:Timeout", probes.Timeout);
        errors.Positive($"{key}:Cors:Interval", probes.Cors.Interval);
        probes.Workflows.Check(errors, $"{key}:Workflows");
        errors.Positive($"{key}:Parity:Interval", probes.Parity.Interval);
        if (probes.Parity is { ExpectedFile: null, ExpectedSha256: { } digest })
        {
            errors.Add(new($"{key}:Parity:ExpectedSha256", digest, "pins no file: ExpectedFile is missing"));
        }

        if (probes.HealthTimeout is { } health)
        {
            errors.Positive($"{key}:HealthTimeout", health);
        }

        foreach (var (place, value) in probes.HealthJson.Where(one => !one.Key.StartsWith('$')))
        {
            errors.Add(new($"{key}:HealthJson:{place}", value, "must be a place like $.status"));
        }

        Paths(errors, $"{key}:HealthzPath", [probes.HealthzPath]);
        Paths(errors, $"{key}:ReadyPath", [probes.ReadyPath]);
        Paths(errors, $"{key}:PublicPath", [probes.PublicPath]);
        Paths(errors, $"{key}:StreamPath", [probes.StreamPath]);
        Paths(errors, $"{key}:AuditPath", [probes.AuditPath]);
        Paths(errors, $"{key}:Cors:Path", probes.Cors.Path is { } path ? [path] : []);
        probes.Security.Check(errors, $"{key}:Security");
        foreach (var origin in probes.Cors.IntendedOrigins.Where(origin => !IsOrigin(origin)))
        {
            errors.Add(new($"{key}:Cors:IntendedOrigins", origin, "must be an origin like https://admin.example.com"));
        }

        foreach (var (name, address) in probes.Vantages)
        {
            OptionsValidator.CheckAddress(errors, $"{key}:Vantages:{name}", address);
        }

        Paths(errors, $"{key}:MetricsPath", [probes.MetricsPath]);
        TrafficChecks.Check(errors, key, options);
        CheckWorkflows(errors, $"{key}:Workflows:Web", options);
        probes.Workflows.Browser?.Check(errors, $"{key}:Workflows:Browser", options);
        if (probes.Workflows.Files is [var first, ..] && !options.Has(Component.Api))
        {
            errors.Add(new($"{key}:Workflows:Files", first, "needs an API instance to walk on"));
        }
    }

    private static void CheckWorkflows(List<ConfigurationError> errors, string key, EnvironmentOptions options)
    {
        if (!options.Probes.Workflows.Web)
        {
            return;
        }

        if (options.Validation.Web is null)
        {
            errors.Add(new(key, "true", "needs Validation:Web, which says what is visited"));
        }

        if (!options.Has(Component.Web))
        {
            errors.Add(new(key, "true", "needs a Web instance to visit"));
        }
    }

    private static void Paths(List<ConfigurationError> errors, string key, IReadOnlyList<string> paths)
    {
        foreach (var path in paths.Where(path => !path.StartsWith('/')))
        {
            errors.Add(new(key, path, "must begin with /"));
        }
    }

    /// <summary>Scheme, host and perhaps port, as a browser sends it.</summary>
    private static bool IsOrigin(string origin) =>
        OptionsValidator.IsAddress(origin)
        && string.Equals(new Uri(origin).GetLeftPart(UriPartial.Authority), origin, StringComparison.OrdinalIgnoreCase);
}
