using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Access;

/// <summary>An API key as the journal knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Its hash.</param>
/// <param name="Scopes">See <see cref="KeyScopes"/>.</param>
/// <param name="Environments">For which environments; empty for all.</param>
/// <param name="By">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
public sealed record ApiKey(
    string Name,
    string Sha256,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Environments,
    Actor By,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt
)
{
    /// <summary>Who ended it early; null when nobody did.</summary>
    public Actor? RevokedBy { get; init; }

    /// <summary>When they did.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why the key opens nothing, as a sentence; null while it does.</summary>
    /// <param name="now">When.</param>
    public string? Problem(DateTimeOffset now) =>
        RevokedAt is { } revoked
            ? FormattableString.Invariant($"The key {Name} was revoked at {revoked.UtcDateTime:u}.")
        : now >= ExpiresAt ? FormattableString.Invariant($"The key {Name} expired at {ExpiresAt.UtcDateTime:u}.")
        : null;
}
