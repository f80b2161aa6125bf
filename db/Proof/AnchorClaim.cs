namespace Mcpx.Db.Proof;

/// <summary>What somebody outside has seen of the chain: at this position it had this hash.</summary>
/// <param name="Position">The position.</param>
/// <param name="Hash">Its hash, 64 lower-case hexadecimal digits.</param>
/// <param name="At">When it was seen; null where nobody says.</param>
/// <param name="Source">Where it stands, for people.</param>
public sealed record AnchorClaim(long Position, string Hash, DateTimeOffset? At, string Source);
