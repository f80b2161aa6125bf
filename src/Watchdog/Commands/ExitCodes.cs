namespace Mcpx.Watchdog.Commands;

/// <summary>What every command ends with.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The check failed; of <c>run</c>: something is away that may be back by itself.</summary>
    public const int Failed = 1;

    /// <summary>Bad usage or bad configuration, which only a person mends; nothing was started.</summary>
    public const int BadInput = 2;

    /// <summary><c>run</c> only: another watchdog leads the store. A service that starts it again would only find the same.</summary>
    public const int OtherLeads = 3;
}
