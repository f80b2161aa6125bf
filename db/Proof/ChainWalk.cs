using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mcpx.Domain.Journal;

namespace Mcpx.Db.Proof;

/// <summary>
/// Walks a chain link by link, from wherever it comes, and keeps nothing but the last hash: a million events take no more
/// memory than ten.
/// </summary>
internal sealed class ChainWalk : IDisposable
{
    private const int HashSize = SHA256.HashSizeInBytes;

    private readonly FindingList _findings = new();
    private readonly byte[] _previous;
    private readonly AnchorCursor _anchors;
    private readonly PurgeLedger _purges;
    private readonly long _first;
    private long _expected;
    private long _events;

    /// <param name="anchors">What was seen from outside, lowest position first.</param>
    /// <param name="first">The position it begins at.</param>
    /// <param name="previous">The hash before it.</param>
    public ChainWalk(IEnumerable<AnchorClaim> anchors, long first, ReadOnlySpan<byte> previous)
    {
        (_expected, _first, _previous) = (first, first, previous.ToArray());
        _purges = new(_findings);
        _anchors = new(anchors.Where(anchor => anchor.Position >= first), _findings);
    }

    public FindingList Findings => _findings;

    /// <summary>Whether every position was there, so far.</summary>
    public bool IsGapFree { get; private set; } = true;

    /// <summary>The last position that was there; the one before the first when there is none yet.</summary>
    public long Position => _expected - 1;

    public ReadOnlySpan<byte> Hash => _previous;

    /// <summary>Takes the next link.</summary>
    public void Take(in StoredLink link)
    {
        _events++;
        if (Wrong(link) is var (kind, text))
        {
            _findings.Add(link.Position, kind, text);
        }
        else if (link.HasBody)
        {
            _purges.Pass(link.Position, link.Body);
        }

        _anchors.Pass(link.Position, link.Hash);
        _expected = link.Position + 1;
        // What follows is held against what stands there, so that one change is one finding and not a thousand.
        if (link.Hash.Length == HashSize)
        {
            link.Hash.CopyTo(_previous);
        }
    }

    /// <summary>A body lies where no link of the chain covers it; null for none.</summary>
    public void Stray(long? position)
    {
        if (position is { } stray)
        {
            _findings.Add(stray, FindingKind.Inserted, "a body that the chain does not know");
        }
    }

    /// <summary>There is nothing more.</summary>
    /// <param name="whole">Whether this is the whole journal; else it may go on elsewhere.</param>
    public ProofReport End(bool whole)
    {
        _purges.End(whole);
        if (whole)
        {
            _anchors.End(Position);
        }

        return new(
            _events,
            _purges.Purged,
            Position,
            Convert.ToHexStringLower(_previous),
            _anchors.Compared,
            _anchors.Newest?.Position,
            _anchors.Newest?.At,
            _findings.All,
            _findings.Count,
            _findings.Notes
        );
    }

    public void Dispose() => _anchors.Dispose();

    private (FindingKind Kind, string Text)? Wrong(in StoredLink link)
    {
        if (link.Position != _expected)
        {
            IsGapFree = false;
            return link.Position < _expected
                ? (FindingKind.Inserted, $"{_expected} was expected")
                : (FindingKind.Removed, $"{_expected} is missing");
        }

        if (WrongBody(link) is { } body)
        {
            return body;
        }

        Span<byte> hash = stackalloc byte[HashSize];
        Chain.Next(_previous, link.Position, link.BodyHash, hash);
        return hash.SequenceEqual(link.Hash)
            ? WrongColumns(link)
            : (FindingKind.Changed, "the hash does not follow from the one before");
    }

    private (FindingKind Kind, string Text)? WrongBody(in StoredLink link)
    {
        if (!link.HasBody)
        {
            if (link.PurgedBy > 0)
            {
                _purges.Missing(
                    link.Position,
                    link.PurgedBy,
                    link.HasColumns ? Encoding.UTF8.GetString(link.Columns.Stream) : null
                );
            }
            else if (!link.IsBare)
            {
                return (FindingKind.Removed, "the body is not there, and no purge removed it");
            }

            return link.BodyHash.Length == HashSize
                ? null
                : (FindingKind.Changed, "the body's hash is none of 32 bytes");
        }

        Span<byte> hash = stackalloc byte[HashSize];
        SHA256.HashData(link.Body, hash);
        return hash.SequenceEqual(link.BodyHash)
            ? null
            : (FindingKind.Changed, "the body is not the one that was hashed");
    }

    private static (FindingKind Kind, string Text)? WrongColumns(in StoredLink link)
    {
        if (!link.HasBody || !link.HasColumns)
        {
            return null;
        }

        try
        {
            return EventHead.Matches(link.Body, link.Columns)
                ? null
                : (FindingKind.Changed, "the columns do not say what the body says");
        }
        catch (JsonException exception)
        {
            return (FindingKind.Changed, $"the body cannot be read: {exception.Message}");
        }
    }
}
