using System.Text.Json;
using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Live;
using Mcpx.Domain;
using Mcpx.Domain.Configuration.SignIn;

namespace Mcpx.Dashboard.Hosting;

/// <summary>
/// <c>check-config</c>: says whether the dashboard would start, and what it would start with. Exit code 0 when it would, 2 with the very
/// lines of the start when it would not. No secret is shown: a variable is set or it is not.
/// </summary>
internal static class SettingsReport
{
    /// <summary>Writes it.</summary>
    /// <returns>The exit code.</returns>
    public static int Write(
        HostSettings settings,
        IConfiguration configuration,
        IHostEnvironment environment,
        bool json,
        TextWriter output,
        TextWriter error
    )
    {
        var right = settings.Refusals.Count == 0;
        string[] effective = right ? [.. Effective(settings, configuration, environment)] : [];
        string[] warnings = right ? [.. Warnings(settings, configuration)] : [];
        if (json)
        {
            output.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        errors = settings.Refusals,
                        warnings,
                        effective,
                    },
                    JsonSerializerOptions.Web
                )
            );
        }
        else if (right)
        {
            output.WriteLine("The dashboard's configuration is right.");
            foreach (var line in effective.Concat(warnings.Select(static warning => $"Warning: {warning}")))
            {
                output.WriteLine($"  {line}");
            }
        }
        else
        {
            error.WriteLine(string.Join(Environment.NewLine, settings.Refusals));
        }

        return right ? 0 : 2;
    }

    private static IEnumerable<string> Effective(
        HostSettings settings,
        IConfiguration configuration,
        IHostEnvironment environment
    )
    {
        yield return $"Host environment: {environment.EnvironmentName}, at {Addresses(configuration)}";
        var signIn = settings.SignIn.Options;
        yield return "People: " + People(signIn);
        yield return "Programs: API keys"
            + (settings.SignIn.Audience is { } audience ? $", tokens for {audience}" : "")
            + string.Concat(
                settings.Pipelines.Values.Select(static one =>
                    $", signed reports of {one.Name} ({Names(one.Environments, "every environment")})"
                )
            );
        var session = signIn.Session;
        yield return $"Sessions: end after {Words.Duration(session.Idle)} without use and after {Words.Duration(session.Absolute)}; "
            + $"the provider is asked every {Words.Duration(session.RecheckEvery)}, and may be away for {Words.Duration(session.UncheckedFor)}";
        yield return "Step-up before approving: "
            + (
                !settings.SignIn.UsesProvider ? "none, people of development have no password"
                : StepUp(signIn.StepUp) is not { Length: > 0 } names ? "nowhere"
                : $"in {names}, not older than {Words.Duration(signIn.StepUp.Within)}"
                    + (signIn.StepUp.AuthenticationContext is { } context ? $", with {context}" : "")
            );
        yield return $"Store: {settings.Store}";
        yield return $"Watchdog: {settings.Options.WatchdogAddress}, {LiveRegistration.Token} is {SetOrNot(configuration, LiveRegistration.Token)}";
        yield return "Answers from Slack: "
            + (
                settings.Slack.Options.Enabled
                    ? "on, by who stands in the watchdog's People in the role that stands there; no directory takes it back"
                    : "off"
            );
    }

    private static IEnumerable<string> Warnings(HostSettings settings, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration[LiveRegistration.Token]))
        {
            yield return $"{LiveRegistration.Token} is not set: the watchdog shows this dashboard no live readings.";
        }

        if (
            settings.SignIn.UsesProvider
            && !Addresses(configuration).Contains("https:", StringComparison.OrdinalIgnoreCase)
            && !configuration.GetValue("FORWARDEDHEADERS_ENABLED", defaultValue: false)
        )
        {
            yield return "It listens on http only and trusts no proxy: nobody can sign in. Set ASPNETCORE_FORWARDEDHEADERS_ENABLED=true "
                + "behind a proxy that ends TLS, or give it a certificate (docs/operations.md).";
        }
    }

    private static string People(SignInOptions options) =>
        options.Entra is { } entra
            ? $"Microsoft Entra ID, tenant {entra.TenantId}, client {entra.ClientId}, secret in {entra.ClientSecretVariable} (set)"
        : options.Oidc is { } oidc
            ? $"OpenID Connect at {oidc.Authority}, client {oidc.ClientId}, secret in {oidc.ClientSecretVariable} (set); "
                + $"roles from {oidc.RoleClaim}, name in the journal from {oidc.IdClaim}"
        : "the named people of development, without a password, from this machine only";

    private static string StepUp(StepUpOptions options) =>
        Names(
            [.. options.Environments.Where(static name => name.Length > 0)],
            options.Environments.Count > 0 ? "" : "Prod"
        );

    private static string Names(IReadOnlyList<string> names, string none) =>
        names.Count == 0 ? none : string.Join(", ", names);

    private static string Addresses(IConfiguration configuration)
    {
        string[] endpoints =
        [
            .. configuration
                .GetSection("Kestrel:Endpoints")
                .GetChildren()
                .Select(static one => one["Url"])
                .OfType<string>(),
        ];
        return endpoints.Length > 0 ? string.Join(", ", endpoints) : configuration["urls"] ?? "http://localhost:5000";
    }

    private static string SetOrNot(IConfiguration configuration, string name) =>
        string.IsNullOrEmpty(configuration[name]) ? "not set" : "set";
}
