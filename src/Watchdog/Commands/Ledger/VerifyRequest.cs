namespace Mcpx.Watchdog.Commands.Ledger;

/// <summary>What <c>journal verify</c> was asked.</summary>
/// <param name="File">An export; null for the journal itself.</param>
/// <param name="Config">The configuration's file.</param>
/// <param name="Anchor">An anchor file in place of the configured one.</param>
/// <param name="PublicKey">The key that checks it, in place of the configured one.</param>
/// <param name="Heads">Positions and hashes that were seen, for example in Slack.</param>
/// <param name="Json">Whether a program reads the answer.</param>
internal sealed record VerifyRequest(
    string? File = null,
    string? Config = null,
    string? Anchor = null,
    string? PublicKey = null,
    IReadOnlyList<string>? Heads = null,
    bool Json = false
);
