using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Access;

/// <summary>An API key was made. The key itself is nowhere but with who asked for it.</summary>
/// <param name="Name">Unique for ever, so that an audit never takes one for another.</param>
/// <param name="Sha256">SHA-256 of the key, lower-case hexadecimal. The key has 256 random bits: no slow hash is needed.</param>
/// <param name="Scopes">See <see cref="KeyScopes"/>.</param>
/// <param name="Environments">For which environments; empty for all.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
public sealed record KeyCreated(
    string Name,
    string Sha256,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Environments,
    DateTimeOffset ExpiresAt
) : IEvent;

/// <summary>An API key was ended before its time.</summary>
/// <param name="Name">Which.</param>
/// <param name="Reason">Why.</param>
public sealed record KeyRevoked(string Name, string Reason) : IEvent;
