using System.Text;

namespace Mcpx.Domain.Evidence;

/// <summary>
/// Names of files in a pack. Only such as mean the same on every system: relative, with slashes, without a part that leads
/// elsewhere.
/// </summary>
public static class EvidencePath
{
    /// <summary>The longest name, in bytes of UTF-8.</summary>
    public const int Longest = 240;

    private static readonly string[] Devices = ["con", "prn", "aux", "nul", "com", "lpt"];

    /// <summary>Why a name is not safe to write to a disk; null when it is.</summary>
    public static string? Problem(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Length == 0 ? "it has no name"
            : Encoding.UTF8.GetByteCount(path) > Longest ? "its name is too long"
            : path.Any(c => c < ' ' || c is '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' or '\u007f')
                ? "its name has a character that not every system takes"
            : path.Split('/').Any(part => part.Length == 0 || part is "." or ".." || part[^1] is '.' or ' ')
                ? "its name leads elsewhere"
            : path.Split('/').Any(IsDevice) ? "its name is a device's"
            : null;
    }

    /// <summary>Any text as one part of a name.</summary>
    public static string Part(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var safe = string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
        safe = safe.TrimEnd('.');
        safe = safe.Length > 100 ? safe[..100].TrimEnd('.') : safe;
        return safe.Length == 0 || IsDevice(safe) ? $"_{safe}" : safe;
    }

    private static bool IsDevice(string part)
    {
        var stem = part.Split('.')[0].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').ToLowerInvariant();
        return Devices.Contains(stem, StringComparer.Ordinal) && part.Split('.')[0].Length <= 4;
    }
}
