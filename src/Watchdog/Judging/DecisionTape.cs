using System.Threading.Channels;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Evidence;

namespace Mcpx.Watchdog.Judging;

/// <summary>
/// Keeps the last quarter to half hour of what judging takes, packed in memory, for each environment; when an incident opens
/// it is put beside the store, so that the samples that justified the breach go into its evidence whole. What it cannot keep up with
/// it lets go and begins anew: judging never waits for it.
/// </summary>
internal sealed class DecisionTape : IHostedService
{
    private readonly Dictionary<string, TapeTrack> _tracks;
    private readonly WatchdogOptions _options;
    private readonly string _data;
    private readonly ILogger<DecisionTape> _log;
    private Task _writing = Task.CompletedTask;

    /// <summary>How much is waiting to be packed.</summary>
    internal int Behind => _tracks.Values.Sum(track => track.Queue.Reader.Count);

    public DecisionTape(WatchdogOptions options, Store store, ILogger<DecisionTape> log)
    {
        (_options, _data, _log) = (options.WithoutSecrets(), store.Directory, log);
        _tracks = options.Environments.Keys.ToDictionary(name => name, _ => new TapeTrack(), StringComparer.Ordinal);
    }

    /// <inheritdoc cref="Recorder.Begin"/>
    public void Begin(string environment, DateTimeOffset now, Restored? restored, JournalState state) =>
        Put(
            environment,
            new(now, Start: RecordedStart.Of(environment, now, restored, state, _options.Environments[environment]))
        );

    /// <inheritdoc cref="Recorder.Take"/>
    public void Take(string environment, JudgingInput input) => Put(environment, new(input.At, input));

    /// <inheritdoc cref="Recorder.Ticked"/>
    public void Ticked(LivePicture picture, JournalState state)
    {
        var track = _tracks[picture.Environment];
        Put(picture.Environment, new(picture.EvaluatedAt, new Tick(picture.EvaluatedAt)));
        if (track.WantsStart)
        {
            track.WantsStart = false;
            var start = RecordedStart.At(picture, state, _options.Environments[picture.Environment]);
            Put(picture.Environment, new(picture.EvaluatedAt, Start: start));
        }
    }

    /// <summary>An incident opened: what led to it is to be kept.</summary>
    public void Save(string environment, string incident) => Put(environment, new(default, Save: incident));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _writing = Task.WhenAll(
            _tracks.Select(track =>
                Task.Run(() => WriteAsync(track.Key, track.Value.Queue.Reader), CancellationToken.None)
            )
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var track in _tracks.Values)
        {
            track.Queue.Writer.TryComplete();
        }

        return _writing.WaitAsync(cancellationToken);
    }

    private void Put(string environment, TapeItem item)
    {
        var track = _tracks[environment];
        if (track.IsHeldBack && item.Input is not null)
        {
            return;
        }

        if (track.Queue.Writer.TryWrite(item))
        {
            track.IsHeldBack &= item.Start is null;
        }
        else if (item.Save is null)
        {
            // A hole would make another replay of it: this piece ends before it, and a later tick begins the next.
            (track.IsHeldBack, track.WantsStart) = (true, true);
        }
        else
        {
            Log.NotKept(_log, environment, new IOException("The tape could not be kept up with."));
        }
    }

    private async Task WriteAsync(string environment, ChannelReader<TapeItem> items)
    {
        var track = _tracks[environment];
        using var tape = new TapeReel(environment);
        await foreach (var item in items.ReadAllAsync())
        {
            try
            {
                Write(track, tape, item);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                Log.NotKept(_log, environment, problem);
            }
        }
    }

    private void Write(TapeTrack track, TapeReel tape, TapeItem item)
    {
        if (item.Save is { } incident)
        {
            tape.Save(EvidenceFolder.SamplesOf(_data, incident));
            track.WantsStart = true;
        }
        else if (item.Start is { } start)
        {
            tape.Begin(item.At, start);
        }
        else if (tape.Take(item.At, item.Input!))
        {
            // Set and never read here: judging may take it back in the same moment.
            track.WantsStart = true;
        }
    }
}
