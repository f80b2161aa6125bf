namespace Mcpx.Watchdog.Commands;

/// <summary>What every command ends with.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The check failed.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or bad configuration; nothing was started.</summary>
    public const int BadInput = 2;
}
