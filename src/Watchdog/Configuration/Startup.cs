using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Observability;

namespace Mcpx.Watchdog.Configuration;

/// <summary>Brings the journal up to what this start knows: releases, configuration, LKG pointers.</summary>
internal static class Startup
{
    /// <summary>The product's version.</summary>
    public static string Version { get; } = typeof(Startup).Assembly.GetName().Version!.ToString(3);

    /// <summary>Writes down everything, before anything is judged.</summary>
    /// <param name="journal">Where.</param>
    /// <param name="tail">What stands there already.</param>
    /// <param name="environments">Their streams.</param>
    /// <param name="releases">The releases in the release folder.</param>
    /// <param name="configuration">The configuration in effect.</param>
    /// <param name="now">The time.</param>
    /// <param name="first">Whether the process started just now; false when it goes on with other instances.</param>
    public static void Register(
        Journal journal,
        JournalTail tail,
        EnvironmentLog environments,
        IEnumerable<Release> releases,
        ConfigurationApplied configuration,
        DateTimeOffset now,
        bool first = true
    )
    {
        var before = tail.CatchUp().Configuration?.Options;
        foreach (var release in releases)
        {
            Register(journal, tail, release, now);
        }

        var started = new WatchdogStarted(Version, Environment.ProcessId, Environment.MachineName);
        Append(
            journal,
            tail,
            now,
            Streams.Node,
            state => (state.NodeVersion, first ? [started, configuration] : [configuration])
        );
        ConfigurationGauges.Show(configuration, Version);
        foreach (var (name, environment) in configuration.Options.Environments)
        {
            var known = before?.Environments.GetValueOrDefault(name)?.Lkg;
            environments.Append(name, Actor.Watchdog, state => [.. Pointers(state, environment.Lkg, known)]);
        }
    }

    /// <summary>Writes a release down that is new, or whose manifest is another one than before.</summary>
    public static void Register(Journal journal, JournalTail tail, Release release, DateTimeOffset now) =>
        Append(journal, tail, now, Streams.Release(release.Tag), state => Registration(state, release));

    /// <summary>Writes down the configuration in effect again, because its warnings are others.</summary>
    public static void Apply(Journal journal, JournalTail tail, ConfigurationApplied configuration, DateTimeOffset now)
    {
        Append(journal, tail, now, Streams.Node, state => (state.NodeVersion, [configuration]));
        ConfigurationGauges.Show(configuration, Version);
    }

    /// <summary>
    /// The configuration says where a pointer starts; after that it moves by promotions. Only a value that somebody changed moves
    /// it again: the same value at the next start must not undo a promotion (docs/adr/0023).
    /// </summary>
    private static IEnumerable<LkgPointed> Pointers(
        EnvironmentState state,
        IReadOnlyDictionary<Component, string> configured,
        IReadOnlyDictionary<Component, string>? before
    )
    {
        foreach (var (component, tag) in configured)
        {
            var pointed = state.Lkg.GetValueOrDefault(component);
            var was = before?.GetValueOrDefault(component);
            if (pointed != tag && (pointed is null || was != tag))
            {
                yield return new(
                    component,
                    tag,
                    pointed is null ? "configuration" : $"the configured value changed from {was ?? "none"} to {tag}",
                    pointed
                );
            }
        }
    }

    private static (int Version, IReadOnlyList<IEvent> Events) Registration(JournalState state, Release release)
    {
        var known = state.Releases.GetValueOrDefault(release.Tag);
        var version = state.ReleaseVersions.GetValueOrDefault(release.Tag);
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
