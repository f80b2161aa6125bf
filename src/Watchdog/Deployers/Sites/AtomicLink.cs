using System.Runtime.InteropServices;

namespace Mcpx.Watchdog.Deployers.Sites;

/// <summary>
/// Puts a link in another link's place in one act: whoever opens it sees the one or the other. .NET moves no link to a folder over
/// another, so the system's own rename is called.
/// </summary>
internal static class AtomicLink
{
    /// <summary>Lets the link lead to a folder beside it.</summary>
    /// <param name="link">Where the link is or shall be.</param>
    /// <param name="target">Relative to the link's folder.</param>
    /// <exception cref="IOException">It could not be put in place.</exception>
    public static void Put(string link, string target)
    {
        var aside = $"{link}.next";
        File.Delete(aside);
        Directory.CreateSymbolicLink(aside, target);
        if (Rename(aside, link) != 0)
        {
            throw new IOException($"{link} could not be replaced: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [DllImport(
        "libc",
        EntryPoint = "rename",
        SetLastError = true,
        BestFitMapping = false,
        ThrowOnUnmappableChar = true
    )]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Rename(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string from,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string to
    );
}
