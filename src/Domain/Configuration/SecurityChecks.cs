using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Configuration;

/// <summary>One security check of an environment.</summary>
/// <param name="Name">Its name, as in its readings.</param>
/// <param name="Component">What it speaks of.</param>
public sealed record SecurityCheck(string Name, Component Component);

/// <summary>Which security checks an environment has.</summary>
public static class SecurityChecks
{
    /// <summary>Paths that nobody may get, and folders that must not be listed.</summary>
    public const string ForbiddenPaths = "forbidden paths";

    /// <summary>Error pages of the API show no stack trace.</summary>
    public const string ApiErrors = "error pages of the API";

    /// <summary>Error pages of the web show no stack trace.</summary>
    public const string WebErrors = "error pages of the web";

    /// <summary>The API's answers carry their security headers.</summary>
    public const string ApiHeaders = "headers of the API";

    /// <summary>The web's pages carry their security headers.</summary>
    public const string WebHeaders = "headers of the web";

    /// <summary>No certificate is about to expire.</summary>
    public const string Certificates = "certificates";

    /// <summary>The web's scripts come without their source.</summary>
    public const string SourceMaps = "source maps";

    /// <summary>The web's scripts hold no secret.</summary>
    public const string WebSecrets = "secrets in the web";

    /// <summary>The API refuses origins that nobody intends.</summary>
    public const string ForeignOrigins = "foreign origins";

    /// <summary>Every check of an environment; what there is nothing to look at for is left out.</summary>
    public static IReadOnlyList<SecurityCheck> Of(EnvironmentOptions environment)
    {
        var security = environment.Probes.Security;
        var checks = security.Checks.Select(check => new SecurityCheck(check, Component.Api)).ToList();
        if (!security.Watched || !security.Exposure)
        {
            return checks;
        }

        if (environment.Has(Component.Api))
        {
            checks.Add(new(ApiErrors, Component.Api));
            checks.Add(new(ApiHeaders, Component.Api));
            if (environment.Probes.Cors.IntendedOrigins.Count > 0)
            {
                checks.Add(new(ForeignOrigins, Component.Api));
            }
        }

        if (environment.PublicAddress is not null || environment.Has(Component.Web))
        {
            checks.AddRange(
                new[] { ForbiddenPaths, WebErrors, WebHeaders, SourceMaps, WebSecrets }.Select(
                    check => new SecurityCheck(check, Component.Web)
                )
            );
        }

        if (EncryptedAddresses(environment).Any())
        {
            checks.Add(new(Certificates, Component.Api));
        }

        return checks;
    }

    /// <summary>Every address with https, by the name of who has it.</summary>
    public static IEnumerable<(string Name, Uri Address)> EncryptedAddresses(EnvironmentOptions environment) =>
        environment
            .Instances.Select(instance => (instance.Name, instance.Address))
            .Append(("the public address", environment.PublicAddress ?? ""))
            .Where(named => OptionsValidator.IsAddress(named.Item2))
            .Select(named => (named.Item1, Address: new Uri(named.Item2)))
            .Where(named => named.Address.Scheme == Uri.UriSchemeHttps);
}
