using System.Runtime.CompilerServices;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>What lies in the repository's <c>deploy</c> and <c>docs</c>.</summary>
internal static class Shipped
{
    public static string Folder(string name) => Path.Combine(Deploy(), name);

    public static string Document(string name) => Path.Combine(Deploy(), "..", "docs", name);

    private static string Deploy([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "deploy"));
}
