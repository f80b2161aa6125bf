using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Mcpx.BrowserCheck;

/// <summary>
/// The processes below this one. On Linux whatever loses its parent becomes this process's child, so that none of a
/// browser's can slip away; elsewhere closing the browser is all that is done.
/// </summary>
internal static partial class Descendants
{
    private const int SetChildSubreaper = 36;
    private const int Attempts = 40;

    /// <summary>Takes in what will lose its parent.</summary>
    public static void Adopt()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = ProcessControl(SetChildSubreaper, 1, 0, 0, 0);
        }
    }

    /// <summary>Ends all of them, two seconds long if they multiply meanwhile.</summary>
    public static async Task EndAsync()
    {
        for (var attempt = 0; attempt < Attempts && Living() is { Count: > 0 } living; attempt++)
        {
            foreach (var id in living)
            {
                End(id);
            }

            await Task.Delay(50);
        }
    }

    /// <summary>The ids of all that live; none where there is no /proc.</summary>
    public static IReadOnlyList<int> Living()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var parents = Directory
            .EnumerateDirectories("/proc")
            .Select(folder => Path.GetFileName(folder))
            .Where(name => name.All(char.IsAsciiDigit))
            .Select(Read)
            .OfType<(int Id, int Parent)>()
            .ToLookup(process => process.Parent, process => process.Id);
        var found = new List<int>();
        var next = new Queue<int>([Environment.ProcessId]);
        while (next.TryDequeue(out var parent))
        {
            foreach (var id in parents[parent])
            {
                found.Add(id);
                next.Enqueue(id);
            }
        }

        return found;
    }

    // 4711 (name, which may hold spaces and brackets) S 4242 ...: number, state and parent. Z is dead already.
    private static (int Id, int Parent)? Read(string process)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{process}/stat");
            var after = line[(line.LastIndexOf(')') + 2)..].Split(' ', 3);
            return after[0] == "Z"
                ? null
                : (int.Parse(process, CultureInfo.InvariantCulture), int.Parse(after[1], CultureInfo.InvariantCulture));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended by itself.
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int ProcessControl(int option, nuint value, nuint unused3, nuint unused4, nuint unused5);
}
