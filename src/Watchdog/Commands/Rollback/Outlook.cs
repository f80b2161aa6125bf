using System.Collections.Immutable;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Releases;

namespace Mcpx.Watchdog.Commands.Rollback;

/// <summary>
/// What a rollback would do, looked at before anything is written down: what runs, as the instances themselves say, what lies where
/// the target's artifacts should be, and what the journal knows.
/// </summary>
/// <param name="options">The configuration that would count.</param>
/// <param name="leads">Whether this process would lead: then it would bring the journal up to its own configuration first.</param>
/// <param name="portal">Asks the instances.</param>
internal sealed class Outlook(WatchdogOptions options, bool leads, PortalClient portal)
{
    private readonly ReleaseFolder _releases = new(options.ReleaseFolder);

    /// <summary>Looks once.</summary>
    public async Task<RollbackPreview> LookAsync(RollbackRequest request, Actor by, CancellationToken cancellation)
    {
        var environment = options.Environments[request.Environment];
        var now = DateTimeOffset.UtcNow;
        var known = JournalAtHand.Of(options.Place());
        var own = leads || known.Configuration is null;
        var state = own ? WithOwn(known) : known;
        var wish = new RollbackWish(request.Component, request.Tag, request.Reason, by, now);
        var pointers = wish.Over(state.Environment(request.Environment).Lkg);
        var instances = new List<LiveInstance>();
        foreach (var component in (Component[])[Component.Api, Component.Web])
        {
            var tags = await new InstanceTags(portal, environment, component).AskAsync(cancellation);
            instances.AddRange(tags.Select(one => new LiveInstance(one.Name, component, one.Tag, now)));
        }

        if (own)
        {
            var tags = instances.Select(one => one.Tag).OfType<string>().Concat(pointers.Values);
            state = await WithLooksAsync(state, tags, cancellation);
        }

        var facts = new CareFacts(
            request.Environment,
            state,
            new(request.Environment, now, state.Position, [], instances),
            environment,
            [.. pointers.Select(pointer => Find(state, pointer.Key, pointer.Value))],
            now
        );
        var incident = state.OpenIncident(request.Environment)?.Id ?? IncidentCare.NextId(state);
        return RollbackPreview.Of(facts, request.Declaration(incident), by);
    }

    /// <summary>What the first look into the release folder would write down, of the releases it is about.</summary>
    private async Task<JournalState> WithLooksAsync(
        JournalState state,
        IEnumerable<string> tags,
        CancellationToken cancellation
    )
    {
        var scripts = new ScriptJudge(TimeProvider.System);
        foreach (var release in tags.Distinct().Select(state.Releases.GetValueOrDefault).OfType<Release>())
        {
            var look = await scripts.LookAsync(_releases, release, cancellation);
            state = state with { Looks = state.Looks.SetItem(release.Tag, look) };
        }

        return state;
    }

    /// <summary>What a start writes down first (<see cref="Startup"/>).</summary>
    private JournalState WithOwn(JournalState known) =>
        known with
        {
            Configuration = new(options, []),
            Releases = known.Releases.SetItems(_releases.Read().Releases),
            Environments = known.Environments.SetItems(
                options.Environments.Select(environment =>
                    KeyValuePair.Create(
                        environment.Key,
                        known.Environment(environment.Key) with
                        {
                            Lkg = known.Environment(environment.Key).Lkg.SetItems(environment.Value.Lkg),
                        }
                    )
                )
            ),
        };

    private ArtifactFinding Find(JournalState state, Component component, string tag) =>
        state.Releases.TryGetValue(tag, out var release)
            ? _releases.Find(release, component)
            : new(component, Sha256: null);
}
