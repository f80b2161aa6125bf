using Mcpx.Dashboard.Components.Layout;
using Mcpx.Dashboard.Live;
using Mcpx.Dashboard.Store;
using Mcpx.Domain.Live;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Feed;

/// <summary>What is measured in one environment: live, or as last stored while the live stream is away.</summary>
/// <param name="Verdicts">Every series.</param>
/// <param name="Instances">Every instance with its own tag; empty when only stored verdicts are known.</param>
/// <param name="EvaluatedAt">When it was judged; null when nothing ever was.</param>
/// <param name="LostSince">Since when the live stream is away; null while it speaks.</param>
public sealed record Readings(
    IReadOnlyList<Verdict> Verdicts,
    IReadOnlyList<LiveInstance> Instances,
    DateTimeOffset? EvaluatedAt,
    DateTimeOffset? LostSince
)
{
    /// <summary>Nothing known.</summary>
    public static Readings None { get; } = new([], [], EvaluatedAt: null, LostSince: null);

    /// <summary>How the watchdog's outgoing heartbeat stands; null where none is sent, or the live stream is away.</summary>
    public LiveHeartbeat? Heartbeat { get; init; }

    /// <summary>Summed up by trigger.</summary>
    public IReadOnlyList<TriggerSummary> Triggers { get; } = TriggerSummary.Of(Verdicts);

    /// <summary>Whether the watchdog has not judged for so long that its last words are history.</summary>
    public bool IsSilentAt(DateTimeOffset now) => EvaluatedAt is { } at && now - at > Liveness.Unknown.SilentAfter;

    /// <summary>The verdict of a series; null when it is not measured.</summary>
    public Verdict? Of(string series) => Verdicts.FirstOrDefault(verdict => verdict.Series == series);
}

/// <summary>Reads them, for all circuits alike; the stored ones at most once a second.</summary>
internal sealed class ReadingsReader(LiveReadings live, Db.Store store, SharedReads shared, TimeProvider time)
{
    // A series that left the configuration keeps its last verdict in the store and must not be shown as current.
    private static readonly TimeSpan SameRound = TimeSpan.FromMinutes(1);

    /// <param name="environment">Of which environment.</param>
    /// <param name="disk">Whether the store may be read; what was read last otherwise.</param>
    public Readings Of(string environment, bool disk)
    {
        var view = live.Of(environment);
        if (view is { Picture: { } picture, UnavailableSince: null })
        {
            return shared
                .Of<LiveOnes>(
                    environment,
                    picture,
                    _ =>
                        new(
                            new(picture.Verdicts, picture.Instances, picture.EvaluatedAt, LostSince: null)
                            {
                                Heartbeat = picture.Heartbeat,
                            }
                        )
                )
                .Readings;
        }

        var stored = disk
            ? shared.Of<StoredOnes>(environment, time.GetUtcNow().ToUnixTimeSeconds(), _ => new(Stored(environment)))
            : shared.Last<StoredOnes>(environment);
        return (stored?.Readings ?? Readings.None) with { LostSince = view.UnavailableSince };
    }

    private Readings Stored(string environment)
    {
        var last = store.Samples.LastVerdicts(environment);
        if (last.Count == 0)
        {
            return Readings.None;
        }

        var newest = last.Max(known => known.AsOf);
        return new(
            [.. last.Where(known => newest - known.AsOf <= SameRound).Select(known => known.Verdict)],
            [],
            newest,
            LostSince: null
        );
    }

    private sealed record LiveOnes(Readings Readings);

    private sealed record StoredOnes(Readings Readings);
}
