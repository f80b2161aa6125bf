using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;

namespace Mcpx.Watchdog.Commands;

/// <summary>Brings the journal up to what this start knows: releases, configuration, LKG pointers.</summary>
internal static class Startup
{
    /// <summary>The product's version.</summary>
    public static string Version { get; } = typeof(Startup).Assembly.GetName().Version!.ToString(3);

    public static void Register(
        Journal journal,
        JournalTail tail,
        EnvironmentLog environments,
        IEnumerable<Release> releases,
        ConfigurationApplied configuration,
        DateTimeOffset now
    )
    {
        foreach (var release in releases)
        {
            Append(journal, tail, now, Streams.Release(release.Tag), state => Registration(state, release));
        }

        var started = new WatchdogStarted(Version, Environment.ProcessId, Environment.MachineName);
        Append(journal, tail, now, Streams.Node, state => (state.NodeVersion, [started, configuration]));
        foreach (var (name, environment) in configuration.Options.Environments)
        {
            environments.Append(
                name,
                Actor.Watchdog,
                state =>
                    [
                        .. environment
                            .Lkg.Where(lkg => state.Lkg.GetValueOrDefault(lkg.Key) != lkg.Value)
                            .Select(lkg => new LkgPointed(lkg.Key, lkg.Value, "configuration")),
                    ]
            );
        }
    }

    private static (int Version, IReadOnlyList<IEvent> Events) Registration(JournalState state, Release release)
    {
        var known = state.Releases.GetValueOrDefault(release.Tag);
        var version = known is null ? 0 : state.ReleaseVersions.GetValueOrDefault(release.Tag);
        return Same(known, release) ? (version, []) : (version, [new ReleaseRegistered(release)]);
    }

    /// <summary>Records compare their collections by reference; what is stored is what counts.</summary>
    private static bool Same(Release? known, Release release) =>
        known is not null
        && System.Text.Json.JsonSerializer.Serialize(known, EventBody.Json)
            == System.Text.Json.JsonSerializer.Serialize(release, EventBody.Json);

    private static void Append(
        Journal journal,
        JournalTail tail,
        DateTimeOffset now,
        string stream,
        Func<JournalState, (int Version, IReadOnlyList<IEvent> Events)> decide
    )
    {
        var (version, events) = decide(tail.CatchUp());
        if (
            events.Count > 0
            && journal.Append(Actor.Watchdog, now, new StreamAppend(stream, version, events))
                is AppendOutcome.Conflict conflict
        )
        {
            throw new InvalidOperationException(
                $"{conflict.Stream} moved on to {conflict.Actual}: somebody else writes what only the leader may."
            );
        }

        tail.CatchUp();
    }
}
