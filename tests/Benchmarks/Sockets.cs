namespace Mcpx.Benchmarks;

/// <summary>How the watchdog runs its sockets (<c>run</c>): what arrives is handled where it arrives.</summary>
internal static class Sockets
{
    public static readonly (string, string)[] InPlace =
    [
        ("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1"),
        ("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "0"),
        ("DOTNET_gcConcurrent", "0"),
        ("DOTNET_gcServer", "0"),
    ];
}
