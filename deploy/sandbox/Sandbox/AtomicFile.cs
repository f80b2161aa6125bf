namespace Mcpx.Sandbox;

/// <summary>Replaces a file in one step, so that a reader or a crash never meets half of it.</summary>
internal static class AtomicFile
{
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var next = path + ".next";
        File.WriteAllText(next, text);
        File.Move(next, path, overwrite: true);
    }
}
