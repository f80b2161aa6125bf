namespace Mcpx.Watchdog.Probes.Parity;

/// <summary>One value of an expected file, whichever way it is written.</summary>
/// <param name="Section">The key it stands under; null at the top, where keys and flags are.</param>
/// <param name="Key">Its key; empty for an item of a list.</param>
/// <param name="Value">Its value as text; null where the file says null.</param>
/// <param name="Line">Where it stands, from 1.</param>
internal sealed record ExpectedEntry(string? Section, string Key, string? Value, long Line);
