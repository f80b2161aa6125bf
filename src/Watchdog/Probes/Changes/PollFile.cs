using System.Text.Json;
using Mcpx.Domain.Parity;

namespace Mcpx.Watchdog.Probes.Changes;

/// <summary>
/// The newest poll of an environment's configuration, kept in the data folder so that what is changed while the watchdog is
/// away is seen when it is back. Secrets stand in it as digests.
/// </summary>
internal sealed class PollFile(string directory, string environment)
{
    private const int MostBytes = 64 * 1024 * 1024;

    /// <summary>How old a kept poll may become while nothing changes: the lower bound of a change over a restart.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(60);

    private readonly string _path = Path.Combine(directory, $"settings-{environment}.json");

    /// <summary>The poll kept; null when there is none. What cannot be read is none too, and its problem is told.</summary>
    public (SettingPoll? Poll, string? Problem) Read()
    {
        try
        {
            if (!File.Exists(_path))
            {
                return (null, null);
            }

            using var file = File.OpenRead(_path);
            return
                file.Length <= MostBytes
                && JsonSerializer.Deserialize<SettingPoll>(file, JsonSerializerOptions.Web)
                    is { SaltId: not null, Values: not null } poll
                && !poll.Values.Values.Contains(value: null)
                ? (poll, null)
                : (null, $"{_path}: holds no poll");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return (null, $"{_path}: {problem.Message}");
        }
    }

    /// <summary>Keeps a poll in the place of the one before.</summary>
    /// <returns>What went wrong; null when nothing did.</returns>
    public string? Write(SettingPoll poll)
    {
        try
        {
            var aside = $"{_path}.new";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(aside, options))
            {
                JsonSerializer.Serialize(file, poll, JsonSerializerOptions.Web);
            }

            File.Move(aside, _path, overwrite: true);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"{_path}: {problem.Message}";
        }
    }
}
