using System.Runtime.CompilerServices;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>What lies in the repository's <c>deploy</c>.</summary>
internal static class Shipped
{
    public static string Folder(string name) => Path.Combine(Deploy(), name);

    private static string Deploy([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "deploy"));
}
