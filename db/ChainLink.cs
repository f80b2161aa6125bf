namespace Mcpx.Db;

/// <summary>One link of the chain with the body it covers.</summary>
public sealed record ChainLink(long Position, byte[] BodyHash, byte[] Hash, byte[] Body);
