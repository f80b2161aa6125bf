using System.Net;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Configuration.SignIn;
using Mcpx.Hosting;

namespace Mcpx.Dashboard.Auth;

/// <summary>How people sign in, decided once at start.</summary>
/// <param name="Options">Section <c>Authentication</c>.</param>
/// <param name="Refusal">Why the program must not start, a line for each reason; null when it may.</param>
internal sealed record SignInMode(SignInOptions Options, string? Refusal)
{
    private const string Section = "Authentication";

    /// <summary>The client's secret at the provider; empty in development. Never shown.</summary>
    public string Secret { private get; init; } = "";

    /// <summary>Whether people come through a provider; else they are the named people of development.</summary>
    public bool UsesProvider => Options.Entra is not null || Options.Oidc is not null;

    /// <summary>The name of the client's secret; null in development.</summary>
    public string? SecretVariable => Options.Entra?.ClientSecretVariable ?? Options.Oidc?.ClientSecretVariable;

    /// <summary>The provider's own address, where the forms of signing in and out end up; null in development.</summary>
    public string? Address => Options.Entra?.Instance ?? Options.Oidc?.Authority;

    /// <summary>What a pipeline's token must be for; null when no tokens are taken.</summary>
    public string? Audience => Options.Entra is { } entra ? entra.EffectiveAudience : Options.Oidc?.Audience;

    /// <summary>Reads the section and decides: one provider, or the named people in Development, or a refusal.</summary>
    public static SignInMode Decide(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration.GetSection("AzureAd").Exists())
        {
            return new(new(), "AzureAd: this section is now Authentication:Entra (docs/sign-in.md); move it there.");
        }

        var section = configuration.GetSection(Section);
        var unreadable = SectionCheck.Errors(section, typeof(SignInOptions));
        if (unreadable.Count > 0)
        {
            return new(new(), Lines(unreadable));
        }

        var options = section.Get<SignInOptions>() ?? new();
        var errors = SignInValidator.Check(
            options,
            environment.IsDevelopment(),
            name => !string.IsNullOrEmpty(configuration[name])
        );
        var mode = new SignInMode(options, errors.Count == 0 ? null : Lines(errors));
        return mode with { Secret = mode.SecretVariable is { } variable ? configuration[variable] ?? "" : "" };
    }

    /// <summary>The client's secret, for whoever presents it to the provider.</summary>
    public string RevealSecret() => Secret;

    /// <summary>Sign-in without a password is for this machine: why these addresses are refused, null when they are fine.</summary>
    public string? ForbidsAddresses(IEnumerable<string> addresses)
    {
        var exposed = UsesProvider ? [] : addresses.Where(static address => !IsLoopback(address)).ToArray();
        return exposed.Length == 0
            ? null
            : $"Without a provider the dashboard listens on loopback only, not on {string.Join(", ", exposed)}.";
    }

    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append(UsesProvider ? Address : "named people of development");
        return true;
    }

    private static string Lines(IEnumerable<ConfigurationError> errors) => string.Join(Environment.NewLine, errors);

    private static bool IsLoopback(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var ip) && IPAddress.IsLoopback(ip)));
}
