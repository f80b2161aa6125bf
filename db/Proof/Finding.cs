namespace Mcpx.Db.Proof;

/// <summary>What is wrong with a journal, an export or its anchors.</summary>
public enum FindingKind
{
    /// <summary>An event is not the one that was appended, or stands in another place.</summary>
    Changed,

    /// <summary>An event, or a body that nobody purged, is not there any more.</summary>
    Removed,

    /// <summary>Something is there that was never appended.</summary>
    Inserted,

    /// <summary>The chain ends before what an anchor saw.</summary>
    CutTail,

    /// <summary>The chain is another one than an anchor saw.</summary>
    OtherChain,

    /// <summary>The anchors themselves were changed, or cannot be read.</summary>
    Anchors,
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Position">Where; 0 where it is no place in the chain.</param>
/// <param name="Kind">What.</param>
/// <param name="Text">For people.</param>
public sealed record Finding(long Position, FindingKind Kind, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Position > 0 ? $"Position {Position}: {Text}" : Text;
}
