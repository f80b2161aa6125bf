namespace Mcpx.BrowserCheck;

/// <summary>How the program ends.</summary>
internal static class ExitCodes
{
    /// <summary>Everything was as it must be.</summary>
    public const int Passed = 0;

    /// <summary>The portal showed something else.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage, or the check could not be made: that says nothing about the portal.</summary>
    public const int NotRun = 2;
}
