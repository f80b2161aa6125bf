using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Mcpx.Domain.Journal;

/// <summary>
/// The journal's hash chain: <c>SHA256(previous ‖ position, 8 bytes big-endian ‖ SHA256(body))</c>, over the body exactly
/// as stored. A changed, removed, inserted or reordered event breaks it.
/// </summary>
public static class Chain
{
    /// <summary>What the first event follows: 32 zero bytes.</summary>
    public static byte[] Genesis => new byte[SHA256.HashSizeInBytes];

    /// <summary>The hash of the event at <paramref name="position"/>.</summary>
    /// <param name="previous">The hash before it, 32 bytes.</param>
    /// <param name="position">Its position.</param>
    /// <param name="bodyHash">SHA-256 of its body, 32 bytes.</param>
    public static byte[] Next(ReadOnlySpan<byte> previous, long position, ReadOnlySpan<byte> bodyHash)
    {
        var next = new byte[SHA256.HashSizeInBytes];
        Next(previous, position, bodyHash, next);
        return next;
    }

    /// <summary>The hash of the event at <paramref name="position"/>, into memory that is there already.</summary>
    /// <param name="previous">The hash before it, 32 bytes.</param>
    /// <param name="position">Its position.</param>
    /// <param name="bodyHash">SHA-256 of its body, 32 bytes.</param>
    /// <param name="next">32 bytes; may be those of <paramref name="previous"/>.</param>
    public static void Next(ReadOnlySpan<byte> previous, long position, ReadOnlySpan<byte> bodyHash, Span<byte> next)
    {
        const int hash = SHA256.HashSizeInBytes;
        Span<byte> link = stackalloc byte[hash + sizeof(long) + hash];
        previous.CopyTo(link);
        BinaryPrimitives.WriteInt64BigEndian(link[hash..], position);
        bodyHash.CopyTo(link[(hash + sizeof(long))..]);
        SHA256.HashData(link, next);
    }
}
