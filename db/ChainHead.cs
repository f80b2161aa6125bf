namespace Mcpx.Db;

/// <summary>The chain's newest link: what an anchor keeps outside.</summary>
/// <param name="Position">Its position.</param>
/// <param name="Hash">Its hash, 64 lower-case hexadecimal digits.</param>
/// <param name="At">When that event was appended.</param>
public sealed record ChainHead(long Position, string Hash, DateTimeOffset At);
