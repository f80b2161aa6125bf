namespace Mcpx.Db;

/// <summary>One link of the chain, with the hash that it follows.</summary>
public sealed record EvidenceLink
{
    /// <summary>Its position.</summary>
    public long Position { get; init; }

    /// <summary>The hash of the position before; null before the first.</summary>
    public byte[]? Previous { get; init; }

    /// <summary>SHA-256 of the body.</summary>
    public byte[] BodyHash { get; init; } = [];

    /// <summary>Its own hash.</summary>
    public byte[] Hash { get; init; } = [];

    /// <summary>The body as stored; null once it was purged.</summary>
    public byte[]? Body { get; init; }
}
