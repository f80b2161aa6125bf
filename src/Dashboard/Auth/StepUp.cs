using System.Globalization;
using System.Security.Claims;

namespace Mcpx.Dashboard.Auth;

/// <summary>
/// Before somebody approves they prove once more who they are. That they were sent to the provider proves nothing: what its token
/// says of when is looked at, here, at the act.
/// </summary>
internal sealed class StepUp(SignInMode mode, TimeProvider time)
{
    // The provider's clock and ours.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>Why this person must prove who they are first, as a sentence; null when they did, or need not.</summary>
    /// <param name="person">Who.</param>
    /// <param name="environment">Where they would approve; null when there is no such incident.</param>
    public string? Problem(ClaimsPrincipal person, string? environment)
    {
        if (environment is null || !mode.UsesProvider || !mode.Options.StepUp.Covers(environment))
        {
            return null;
        }

        var within = mode.Options.StepUp.Within;
        var known = long.TryParse(
            person.FindFirstValue(PersonClaims.ProvedAt),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var seconds
        );
        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(known ? seconds : 0);
        return known && age <= within && age >= -Skew
            ? null
            : $"To approve in {environment}, prove once more who you are: sign in again, not longer than {Domain.Words.Duration(within)} before.";
    }
}
