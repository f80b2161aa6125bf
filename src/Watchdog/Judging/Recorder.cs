using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Replay;

namespace Mcpx.Watchdog.Judging;

/// <summary>
/// Writes down what judging takes, in the order in which it takes it, off its thread. A recording has no holes: what
/// cannot be kept up with or written ends it, with a last line that says so, and judging goes on. The next start of the
/// watchdog begins a new one.
/// </summary>
internal sealed class Recorder : IHostedService
{
    private readonly Dictionary<string, RecorderTrack> _tracks = new(StringComparer.Ordinal);
    private readonly WatchdogOptions _options;
    private readonly RecordingFolder _folder;
    private readonly ILogger<Recorder> _log;
    private volatile bool _stopping;
    private Task _writing = Task.CompletedTask;

    public Recorder(WatchdogOptions options, ILogger<Recorder> log)
    {
        _options = options.WithoutSecrets();
        _folder = new(options.Recording);
        _log = log;
        if (options.Recording.Folder is null)
        {
            return;
        }

        foreach (var name in options.Environments.Keys)
        {
            _tracks.Add(name, new());
        }
    }

    /// <summary>The watchdog begins to judge an environment.</summary>
    /// <param name="environment">Its name.</param>
    /// <param name="now">When.</param>
    /// <param name="restored">What it took over; null when nothing was known.</param>
    /// <param name="state">The journal as known.</param>
    public void Begin(string environment, DateTimeOffset now, Restored? restored, JournalState state)
    {
        if (_tracks.TryGetValue(environment, out var track))
        {
            var start = RecordedStart.Of(environment, now, restored, state, _options.Environments[environment]);
            Put(environment, track, new(now, Start: start));
        }
    }

    /// <summary>Judging took an input.</summary>
    public void Take(string environment, JudgingInput input)
    {
        if (_tracks.TryGetValue(environment, out var track))
        {
            Put(environment, track, new(input.At, input));
        }
    }

    /// <summary>Judging ticked; <paramref name="picture"/> is what it saw.</summary>
    public void Ticked(LivePicture picture, JournalState state)
    {
        if (!_tracks.TryGetValue(picture.Environment, out var track))
        {
            return;
        }

        var now = picture.EvaluatedAt;
        Put(picture.Environment, track, new(now, new Tick(now)));
        if (track.IsFull)
        {
            // The next file replays alone: it begins as a watchdog does that was restarted at this tick.
            track.IsFull = false;
            var start = RecordedStart.At(picture, state, _options.Environments[picture.Environment]);
            Put(picture.Environment, track, new(now, Start: start));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = Task.WhenAll(
            _tracks.Select(track => Task.Run(() => WriteAsync(track.Key, track.Value), CancellationToken.None))
        );
        return Task.CompletedTask;
    }

    /// <summary>Writes what waits; what judging takes from now on is not recorded.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        foreach (var track in _tracks.Values)
        {
            track.Queue.Writer.TryComplete();
        }

        return _writing.WaitAsync(cancellationToken);
    }

    private void Put(string environment, RecorderTrack track, RecordedItem item)
    {
        if (track.Ended is not null || track.Queue.Writer.TryWrite(item) || _stopping)
        {
            return;
        }

        track.Ended = new(item.At, "The disk could not keep up.");
        track.Queue.Writer.TryComplete();
        Log.RecordingEnded(_log, environment, track.Ended.Reason);
    }

    private async Task WriteAsync(string environment, RecorderTrack track)
    {
        RecordingFile? file = null;
        try
        {
            var items = track.Queue.Reader;
            while (await items.WaitToReadAsync())
            {
                while (items.TryRead(out var item))
                {
                    if (item.Start is { } start)
                    {
                        file?.Dispose();
                        file = _folder.Begin(environment, item.At, start);
                        Log.Recording(_log, environment, file.Name);
                    }
                    else
                    {
                        file!.Write(item.Input!);
                    }
                }

                file?.Flush();
                track.IsFull |= file?.Bytes > _folder.MaxBytes;
            }

            if (track.Ended is { } ended)
            {
                file?.Write(ended);
            }
        }
        catch (Exception problem)
        {
            // Whatever it is, a recording must not end the watch.
            track.Ended = new(DateTimeOffset.MinValue, problem.Message);
            track.Queue.Writer.TryComplete();
            Log.RecordingEnded(_log, environment, problem.Message);
        }
        finally
        {
            Close(file);
        }
    }

    private static void Close(RecordingFile? file)
    {
        try
        {
            file?.Dispose();
        }
        catch (IOException)
        {
            // What could not be written was said; closing tries once more.
        }
    }
}
