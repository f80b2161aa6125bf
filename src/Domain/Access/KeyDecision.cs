using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Access;

/// <summary>Decides which API keys may be made and ended.</summary>
public static class KeyDecision
{
    /// <summary>The longest name and reason, in characters.</summary>
    public const int LongestText = 200;

    /// <summary>How many may be in use at a time.</summary>
    public const int MostAtOnce = 500;

    /// <summary>The shortest life of a key.</summary>
    public static readonly TimeSpan ShortestLife = TimeSpan.FromHours(1);

    /// <summary>The longest life of a key.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(400);

    /// <summary>Decides whether a key is made.</summary>
    /// <param name="book">The keys there are.</param>
    /// <param name="asked">What is wanted.</param>
    /// <param name="now">When.</param>
    public static Decided Create(KeyBook book, KeyCreated asked, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(asked);
        return Problem(book, asked, asked.ExpiresAt - now) is { } problem ? Decided.Refuse(RefusalKind.Invalid, problem)
            : book.ByName.Values.Count(key => key.Problem(now) is null) >= MostAtOnce
                ? Decided.Refuse(
                    RefusalKind.NotNow,
                    $"{MostAtOnce} keys are in use already: revoke those that are not needed."
                )
            : Decided.Accept(asked);
    }

    /// <summary>Decides whether a key ends; one that is over stays as it is.</summary>
    /// <param name="book">The keys there are.</param>
    /// <param name="name">Which.</param>
    /// <param name="reason">Why.</param>
    /// <param name="now">When.</param>
    public static Decided Revoke(KeyBook book, string name, string reason, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(book);
        return !book.ByName.TryGetValue(name, out var key)
                ? Decided.Refuse(RefusalKind.Unknown, $"There is no key {name}.")
            : string.IsNullOrWhiteSpace(reason) || reason.Length > LongestText
                ? Decided.Refuse(
                    RefusalKind.ReasonMissing,
                    $"Revoking needs a reason of 1 to {LongestText} characters."
                )
            : key.Problem(now) is not null ? Decided.Already
            : Decided.Accept(new KeyRevoked(name, reason.Trim()));
    }

    private static string? Problem(KeyBook book, KeyCreated asked, TimeSpan life) =>
        asked.Name.Length is 0 or > LongestText || !asked.Name.All(IsOfName)
            ? $"name = {asked.Name}: 1 to {LongestText} letters, digits, '-', '_' and '.'"
        : book.ByName.ContainsKey(asked.Name)
            ? $"name = {asked.Name}: there is, or was, a key of that name; a name means one key for ever"
        : asked.Scopes.Count == 0 ? $"scope is missing; known are {string.Join(", ", KeyScopes.All)}"
        : asked.Scopes.FirstOrDefault(scope => !KeyScopes.All.Contains(scope)) is { } scope
            ? $"scope = {scope}: is none; known are {string.Join(", ", KeyScopes.All)}"
        : asked.Environments.FirstOrDefault(name => !OptionsValidator.KnownEnvironments.Contains(name)) is { } name
            ? $"env = {name}: is none; known are {string.Join(", ", OptionsValidator.KnownEnvironments)}"
        : life < ShortestLife || life > LongestLife
            ? $"expires: must be {Words.Duration(ShortestLife)} to {LongestLife.TotalDays:0} days from now"
        : null;

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
}
