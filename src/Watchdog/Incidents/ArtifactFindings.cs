using System.Collections.Immutable;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Incidents;

/// <summary>
/// What lies where each LKG's artifact should be. Hashing is dear: done at once when an incident opens or a pointer moves,
/// of a release that somebody asks for in its place too; then every few seconds while it is open, and not at all without one.
/// </summary>
internal sealed class ArtifactFindings(ReleaseFolder releases, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, Look> _looks = new(StringComparer.Ordinal);

    public IReadOnlyList<ArtifactFinding> Of(string environment, JournalState state)
    {
        if (state.OpenIncident(environment) is not { } incident)
        {
            _looks.Remove(environment);
            return [];
        }

        var now = time.GetUtcNow();
        var pointers = state.Environment(environment).Lkg;
        var lkg = incident.Wish?.Over(pointers) ?? pointers;
        if (
            _looks.TryGetValue(environment, out var look)
            && look.Incident == incident.Id
            && look.Lkg.SequenceEqual(lkg)
            && now - look.At < Every
        )
        {
            return look.Findings;
        }

        List<ArtifactFinding> findings = [.. lkg.Select(pointer => Find(state, pointer.Key, pointer.Value))];
        _looks[environment] = new(incident.Id, lkg, now, findings);
        return findings;
    }

    private ArtifactFinding Find(JournalState state, Component component, string tag) =>
        state.Releases.TryGetValue(tag, out var release)
            ? releases.Find(release, component)
            : new(component, Sha256: null);

    private sealed record Look(
        string Incident,
        ImmutableSortedDictionary<Component, string> Lkg,
        DateTimeOffset At,
        IReadOnlyList<ArtifactFinding> Findings
    );
}
