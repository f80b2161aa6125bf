using System.Collections.Immutable;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Comms;

/// <summary>How far each channel was told of an incident, and under which message the others go.</summary>
public sealed record ChannelBook
{
    private static readonly ImmutableSortedDictionary<string, int> Nowhere = ImmutableSortedDictionary.Create<
        string,
        int
    >(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, string> NoThread = ImmutableSortedDictionary.Create<
        string,
        string
    >(StringComparer.Ordinal);

    /// <summary>Nothing happened and nobody was told.</summary>
    public static ChannelBook Empty { get; } = new();

    /// <summary>The version of the newest event that is told at all; 0 before the first.</summary>
    public int NewsThrough { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset NewsAt { get; init; }

    /// <summary>By channel: through which version it was told, or what is older was given up.</summary>
    public ImmutableSortedDictionary<string, int> Through { get; init; } = Nowhere;

    /// <summary>By channel: the first message that arrived, which the others are put under. Empty with webhooks.</summary>
    public ImmutableSortedDictionary<string, string> Threads { get; init; } = NoThread;

    /// <summary>Whether a channel has something to be told of still.</summary>
    /// <param name="channel">Which.</param>
    /// <param name="isOpen">
    /// Whether the incident is open. One that was over long before anybody was told of anything is of another time.
    /// </param>
    /// <param name="freshFrom">What happened before is told too late.</param>
    public bool IsBehind(string channel, bool isOpen, DateTimeOffset freshFrom) =>
        NewsThrough > Through.GetValueOrDefault(channel) && (isOpen || !Through.IsEmpty || NewsAt >= freshFrom);

    /// <summary>Folds one more event of the incident.</summary>
    public ChannelBook Evolve(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Event switch
        {
            MessageSent e => this with
            {
                Through = Told(e.Channel, e.About),
                Threads =
                    e is { Ts: { } first, Fault: null } && !Threads.ContainsKey(e.Channel)
                        ? Threads.SetItem(e.Channel, first)
                        : Threads,
            },
            MessageMuted e => this with { Through = Told(e.Channel, e.About) },
            IncidentPurged => Empty,
            var happened when Telling.IsNews(happened) => this with { NewsThrough = entry.Version, NewsAt = entry.At },
            _ => this,
        };
    }

    private ImmutableSortedDictionary<string, int> Told(string channel, int? about) =>
        about > Through.GetValueOrDefault(channel) ? Through.SetItem(channel, about.Value) : Through;
}
