using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Mcpx.Launcher.Processes;

/// <summary>A process told apart from a later one that was given the same id.</summary>
/// <param name="Id">Process id.</param>
/// <param name="Started">
/// When it started, as an opaque text. Linux: boot id and clock ticks since boot, which no change of the clock moves.
/// Elsewhere: UTC to the second.
/// </param>
internal sealed record ProcessIdentity(int Id, string Started)
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Current => Of(Environment.ProcessId)!;

    /// <summary>True while exactly this process lives; one that ended but was not collected by its parent is dead.</summary>
    [JsonIgnore]
    public bool IsAlive => Of(Id) == this;

    /// <summary>The identity of a living process, null when there is none with that id.</summary>
    public static ProcessIdentity? Of(int id) =>
        (OperatingSystem.IsLinux() ? StartedOnLinux(id) : StartedElsewhere(id)) is { } started
            ? new ProcessIdentity(id, started)
            : null;

    /// <summary>Kills it with its children if it is still the same process.</summary>
    public void Kill()
    {
        if (!IsAlive)
            return;
        try
        {
            using var process = Process.GetProcessById(Id);
            process.Kill(entireProcessTree: true);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It ended between the look and the kill, which is what was wanted.
        }
    }

    private static string? StartedOnLinux(int id)
    {
        try
        {
            // 4711 (name, which may hold spaces and brackets) S 1 ...: the state is field 3, the start time field 22.
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var boot = File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
            return fields[0] is "Z" or "X" ? null : $"{boot}:{fields[19]}";
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string? StartedElsewhere(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.StartTime.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
