using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Configuration;

/// <summary>Checks where instances are looked for.</summary>
internal static class SourceChecks
{
    public static void Check(List<ConfigurationError> errors, string key, IReadOnlyList<SourceOptions> sources)
    {
        var labels = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < sources.Count; i++)
        {
            var (source, at) = (sources[i], $"{key}:{i}");
            if (new object?[] { source.Dns, source.Kubernetes, source.AppService }.Count(one => one is not null) != 1)
            {
                errors.Add(new(at, source.Label, "must have exactly one of Dns, Kubernetes and AppService"));
                continue;
            }

            if (!labels.Add(source.Label))
            {
                errors.Add(new(at, source.Label, "is there twice"));
            }

            if (source.Component is not (Component.Api or Component.Web))
            {
                errors.Add(new($"{at}:Component", source.Component.ToString(), "must be Api or Web"));
            }

            errors.AtLeast($"{at}:Least", source.Least, 1);
            Check(errors, at, source);
        }
    }

    private static void Check(List<ConfigurationError> errors, string at, SourceOptions source)
    {
        if (source.Dns is { } dns)
        {
            Needed(errors, $"{at}:Dns:Name", dns.Name);
            Scheme(errors, $"{at}:Dns:Scheme", dns.Scheme);
            if (dns.Port is < 1 or > 65_535)
            {
                errors.Add(
                    new($"{at}:Dns:Port", FormattableString.Invariant($"{dns.Port}"), "must be from 1 to 65535")
                );
            }
        }

        if (source.Kubernetes is { } pods)
        {
            Needed(errors, $"{at}:Kubernetes:Namespace", pods.Namespace);
            Needed(errors, $"{at}:Kubernetes:Service", pods.Service);
            Scheme(errors, $"{at}:Kubernetes:Scheme", pods.Scheme);
        }

        if (source.AppService is { } app)
        {
            OptionsValidator.CheckAddress(errors, $"{at}:AppService:Address", app.Address);
            Needed(errors, $"{at}:AppService:Cookie", app.Cookie);
            if (!app.Path.StartsWith('/'))
            {
                errors.Add(new($"{at}:AppService:Path", app.Path, "must begin with /"));
            }

            if (app.Most is < 1 or > 100)
            {
                errors.Add(
                    new($"{at}:AppService:Most", FormattableString.Invariant($"{app.Most}"), "must be from 1 to 100")
                );
            }
        }
    }

    private static void Needed(List<ConfigurationError> errors, string key, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            errors.Add(new(key, "none", "is needed"));
        }
    }

    private static void Scheme(List<ConfigurationError> errors, string key, string value)
    {
        if (value is not ("http" or "https"))
        {
            errors.Add(new(key, value, "must be http or https"));
        }
    }
}
