using Mcpx.Domain.Journal;

namespace Mcpx.Db.Proof;

/// <summary>One link of the chain as it lies in a store or an export, trusted in nothing.</summary>
internal readonly ref struct StoredLink
{
    public long Position { get; init; }

    /// <summary>Empty where it is none of 32 bytes.</summary>
    public ReadOnlySpan<byte> BodyHash { get; init; }

    /// <summary>Empty where it is none of 32 bytes.</summary>
    public ReadOnlySpan<byte> Hash { get; init; }

    public bool HasBody { get; init; }

    public ReadOnlySpan<byte> Body { get; init; }

    /// <summary>The position of the purge that removed the body; 0 where none says so.</summary>
    public long PurgedBy { get; init; }

    /// <summary>Whether the body may be absent without a purge: an export of one stream carries the links of others only.</summary>
    public bool IsBare { get; init; }

    /// <summary>Whether columns stand beside it.</summary>
    public bool HasColumns { get; init; }

    public HeadColumns Columns { get; init; }
}
