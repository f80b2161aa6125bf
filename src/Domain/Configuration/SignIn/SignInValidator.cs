using System.Globalization;

namespace Mcpx.Domain.Configuration.SignIn;

/// <summary>Finds what is wrong with the door before anybody stands at it.</summary>
public static class SignInValidator
{
    private const string Section = "Authentication";

    /// <summary>Everything wrong, each with key and value; empty when people can come in.</summary>
    /// <param name="options">The section.</param>
    /// <param name="development">Whether the host's environment is Development.</param>
    /// <param name="isSet">Whether an environment variable holds something; its value is nobody's business here.</param>
    public static IReadOnlyList<ConfigurationError> Check(
        SignInOptions options,
        bool development,
        Func<string, bool> isSet
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(isSet);
        var errors = new List<ConfigurationError>();
        CheckProvider(errors, options, development);
        if (options.Entra is { } entra)
        {
            CheckEntra(errors, entra, isSet);
        }

        if (options.Oidc is { } oidc)
        {
            CheckOidc(errors, oidc, isSet);
        }

        CheckTimes(errors, options);
        CheckStepUp(errors, options);
        return errors;
    }

    private static void CheckProvider(List<ConfigurationError> errors, SignInOptions options, bool development)
    {
        string[] chosen =
        [
            .. options.Entra is null ? [] : new[] { "Entra" },
            .. options.Oidc is null ? [] : new[] { "Oidc" },
            .. options.Development is true ? new[] { "Development" } : [],
        ];
        if (chosen.Length > 1)
        {
            errors.Add(new(Section, string.Join(", ", chosen), "is more than one provider; keep exactly one of them"));
        }
        else if (options.Development is true && !development)
        {
            errors.Add(
                new(
                    $"{Section}:Development",
                    "True",
                    "signs people in without a password, which the environment Development alone may; configure Entra or Oidc"
                )
            );
        }
        else if (chosen.Length == 0 && (!development || options.Development is false))
        {
            errors.Add(
                new(
                    Section,
                    "no provider",
                    $"nobody could sign in; set {Section}:Entra:… or {Section}:Oidc:… (docs/sign-in.md)"
                )
            );
        }
    }

    private static void CheckEntra(List<ConfigurationError> errors, EntraOptions entra, Func<string, bool> isSet)
    {
        const string key = $"{Section}:Entra";
        CheckAddress(errors, $"{key}:Instance", entra.Instance);
        Needed(errors, $"{key}:ClientId", entra.ClientId);
        Needed(errors, $"{key}:TenantId", entra.TenantId);
        if (entra.TenantId is "common" or "organizations" or "consumers")
        {
            errors.Add(new($"{key}:TenantId", entra.TenantId, "lets in people of any company; name the one tenant"));
        }

        CheckSecret(errors, $"{key}:ClientSecretVariable", entra.ClientSecretVariable, isSet);
        CheckAudience(errors, key, entra.Audience, entra.ClientId);
    }

    private static void CheckOidc(List<ConfigurationError> errors, OidcOptions oidc, Func<string, bool> isSet)
    {
        const string key = $"{Section}:Oidc";
        CheckAddress(errors, $"{key}:Authority", oidc.Authority);
        Needed(errors, $"{key}:ClientId", oidc.ClientId);
        Needed(errors, $"{key}:RoleClaim", oidc.RoleClaim);
        Needed(errors, $"{key}:NameClaim", oidc.NameClaim);
        Needed(errors, $"{key}:IdClaim", oidc.IdClaim);
        CheckSecret(errors, $"{key}:ClientSecretVariable", oidc.ClientSecretVariable, isSet);
        CheckAudience(errors, key, oidc.Audience, oidc.ClientId);
    }

    private static void CheckAudience(List<ConfigurationError> errors, string key, string? audience, string clientId)
    {
        if (audience is not null && (audience.Length == 0 || audience == clientId))
        {
            errors.Add(
                new(
                    $"{key}:Audience",
                    audience,
                    "must be a name of its own, not the client's: a person's identity token would pass for a pipeline's"
                )
            );
        }
    }

    private static void CheckTimes(List<ConfigurationError> errors, SignInOptions options)
    {
        var session = options.Session;
        Within(errors, $"{Section}:Session:Idle", session.Idle, TimeSpan.FromMinutes(5), TimeSpan.FromHours(24));
        Within(errors, $"{Section}:Session:Absolute", session.Absolute, session.Idle, TimeSpan.FromDays(7));
        Within(
            errors,
            $"{Section}:Session:RecheckEvery",
            session.RecheckEvery,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromMinutes(1)
        );
        Within(
            errors,
            $"{Section}:Session:UncheckedFor",
            session.UncheckedFor,
            TimeSpan.FromMinutes(1),
            TimeSpan.FromHours(1)
        );
        Within(
            errors,
            $"{Section}:StepUp:Within",
            options.StepUp.Within,
            TimeSpan.FromMinutes(1),
            TimeSpan.FromHours(1)
        );
    }

    private static void CheckStepUp(List<ConfigurationError> errors, SignInOptions options)
    {
        foreach (
            var name in options.StepUp.Environments.Where(static name =>
                name.Length > 0 && !OptionsValidator.KnownEnvironments.Contains(name)
            )
        )
        {
            errors.Add(
                new(
                    $"{Section}:StepUp:Environments",
                    name,
                    $"is no environment; known are {string.Join(", ", OptionsValidator.KnownEnvironments)}"
                )
            );
        }

        if (options.StepUp.AuthenticationContext is not { } context)
        {
            return;
        }

        var known =
            context is ['c', .. var digits]
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= 99;
        if (!known || options.Entra is null)
        {
            errors.Add(
                new(
                    $"{Section}:StepUp:AuthenticationContext",
                    context,
                    "is one of Entra's contexts c1 to c99, and needs Entra"
                )
            );
        }
    }

    private static void CheckAddress(List<ConfigurationError> errors, string key, string address)
    {
        if (
            !Uri.TryCreate(address, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        )
        {
            errors.Add(new(key, address, "must be an https address; http is for loopback only"));
        }
    }

    private static void CheckSecret(
        List<ConfigurationError> errors,
        string key,
        string variable,
        Func<string, bool> isSet
    )
    {
        if (string.IsNullOrWhiteSpace(variable) || !isSet(variable))
        {
            errors.Add(new(key, variable, "is not set in the environment; it holds the client's secret"));
        }
    }

    private static void Needed(List<ConfigurationError> errors, string key, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            errors.Add(new(key, value, "is missing"));
        }
    }

    private static void Within(
        List<ConfigurationError> errors,
        string key,
        TimeSpan value,
        TimeSpan least,
        TimeSpan most
    )
    {
        if (value < least || value > most)
        {
            errors.Add(new(key, $"{value:c}", $"must be {least:c} to {most:c}"));
        }
    }
}
