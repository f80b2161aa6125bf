namespace Mcpx.Launcher.Up;

/// <summary>How <c>down</c> asks a launcher to stop, on every operating system: it puts a file in the data folder.</summary>
internal static class StopFile
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    /// <summary>Its path in a data folder.</summary>
    public static string In(string data) => Path.Combine(data, "stop");

    /// <summary>Calls <paramref name="request"/> when the file appears; returns then, or when cancelled.</summary>
    public static async Task WatchAsync(string data, Action request, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Pace);
        try
        {
            while (!File.Exists(In(data)))
                await timer.WaitForNextTickAsync(stop);
            request();
        }
        catch (OperationCanceledException)
        {
            // Stopped in another way; nothing left to watch for.
        }
    }
}
