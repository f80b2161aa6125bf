using System.Diagnostics;
using System.Globalization;

namespace Mcpx.Benchmarks.Runner;

/// <summary>
/// Runs a deployer's command and notes from when to when: what a deployer takes is not the watchdog's overhead. Its own start counts
/// with the command; what it takes to end after the note does not.
/// </summary>
internal static class TimedCommand
{
    public const string Role = "runner-timed";

    public static int Run(string folder, string program, IEnumerable<string> arguments)
    {
        using var self = Process.GetCurrentProcess();
        var began = self.StartTime.ToUniversalTime();
        using var command = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;
        command.WaitForExit();
        var line = string.Create(CultureInfo.InvariantCulture, $"{began:O} {DateTime.UtcNow:O}");
        File.WriteAllText(Path.Combine(folder, $"{Environment.ProcessId}-{Guid.NewGuid():N}"), line);
        return command.ExitCode;
    }

    /// <summary>What was noted, in order.</summary>
    public static IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Read(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder)
                .Select(file => File.ReadAllText(file).Split(' '))
                .Select(line => (From: Time(line[0]), To: Time(line[1])))
                .OrderBy(time => time.From),
        ];

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
