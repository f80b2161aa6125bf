namespace Mcpx.Watchdog.Evidence;

/// <summary>How sealing went.</summary>
internal enum SealResult
{
    /// <summary>A part was stored.</summary>
    Sealed,

    /// <summary>The part before says it all.</summary>
    NothingNew,

    /// <summary>The store did not take it; it is tried again.</summary>
    Failed,
}

/// <summary>How sealing went, in a word and in a line for a person.</summary>
internal readonly record struct SealOutcome(SealResult Result, string Text);
