using System.Runtime.CompilerServices;

namespace Mcpx.Domain.Tests.Architecture;

/// <summary>The repository these tests lie in.</summary>
internal static class Repository
{
    /// <summary>Its folder.</summary>
    public static string Root { get; } = Find();

    private static string Find([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
