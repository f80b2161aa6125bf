using System.Net;

namespace Mcpx.Dashboard.Auth;

/// <summary>How people sign in, decided once at start.</summary>
/// <param name="UsesEntra">True with Microsoft Entra, false with the named people of development.</param>
/// <param name="Refusal">Why the program must not start, for a person at the terminal; null when it may.</param>
internal sealed record SignInMode(bool UsesEntra, string? Refusal)
{
    private static readonly string[] Required = ["Instance", "TenantId", "ClientId"];

    /// <summary>Entra when section <c>AzureAd</c> is there; the named people in Development only; otherwise a refusal.</summary>
    public static SignInMode Decide(IConfigurationSection azureAd, IHostEnvironment environment)
    {
        if (azureAd.Exists())
        {
            var missing = Required.Where(key => string.IsNullOrWhiteSpace(azureAd[key])).ToArray();
            return missing.Length == 0
                ? new SignInMode(UsesEntra: true, Refusal: null)
                : new SignInMode(
                    true,
                    $"Section AzureAd is incomplete: {string.Join(", ", missing.Select(Key))} missing."
                );
        }

        return environment.IsDevelopment()
            ? new SignInMode(UsesEntra: false, Refusal: null)
            : new SignInMode(
                UsesEntra: false,
                $"Sign-in is not configured and the environment is {environment.EnvironmentName}: "
                    + $"set {string.Join(", ", Required.Select(Key))}. The sign-in with named people is for Development only."
            );

        static string Key(string name) => $"AzureAd:{name}";
    }

    /// <summary>Sign-in without a password is for this machine: why these addresses are refused, null when they are fine.</summary>
    public string? ForbidsAddresses(IEnumerable<string> addresses)
    {
        var exposed = UsesEntra ? [] : addresses.Where(static address => !IsLoopback(address)).ToArray();
        return exposed.Length == 0
            ? null
            : $"Without AzureAd the dashboard listens on loopback only, not on {string.Join(", ", exposed)}.";
    }

    private static bool IsLoopback(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var ip) && IPAddress.IsLoopback(ip)));
}
