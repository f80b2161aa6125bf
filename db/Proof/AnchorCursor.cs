namespace Mcpx.Db.Proof;

/// <summary>Compares anchors with the chain while it is walked, one at a time in the order of their positions.</summary>
internal sealed class AnchorCursor : IDisposable
{
    private readonly IEnumerator<AnchorClaim> _claims;
    private readonly FindingList _findings;
    private AnchorClaim? _next;
    private long _last;

    public AnchorCursor(IEnumerable<AnchorClaim> claims, FindingList findings)
    {
        (_claims, _findings) = (claims.GetEnumerator(), findings);
        Advance();
    }

    public long Compared { get; private set; }

    /// <summary>The newest that the chain agrees with.</summary>
    public AnchorClaim? Newest { get; private set; }

    /// <summary>Takes one link of the walk.</summary>
    public void Pass(long position, ReadOnlySpan<byte> hash)
    {
        while (_next is { } claim && claim.Position <= position)
        {
            Compared++;
            if (claim.Position == position && claim.Hash == Convert.ToHexStringLower(hash))
            {
                Newest = claim;
            }
            else if (claim.Position > 0)
            {
                _findings.Add(
                    claim.Position,
                    FindingKind.OtherChain,
                    claim.Position == position
                        ? $"the hash is not the one that {claim.Source} saw"
                        : $"{claim.Source} saw it, and it is not there"
                );
            }

            Advance();
        }
    }

    /// <summary>The walk is over: what is left was seen beyond the end.</summary>
    /// <param name="head">The last position that is there.</param>
    public void End(long head)
    {
        for (; _next is { } claim; Advance())
        {
            Compared++;
            _findings.Add(
                claim.Position,
                FindingKind.CutTail,
                $"{claim.Source} saw it, and the chain ends at {head}: its tail was cut"
            );
        }
    }

    public void Dispose() => _claims.Dispose();

    private void Advance()
    {
        _next = _claims.MoveNext() ? _claims.Current : null;
        if (_next is not { } claim)
        {
            return;
        }

        if (claim.Position < _last)
        {
            _findings.Add(
                claim.Position,
                FindingKind.Anchors,
                $"{claim.Source} goes back behind position {_last}, which was anchored before"
            );
        }

        _last = Math.Max(_last, claim.Position);
    }
}
