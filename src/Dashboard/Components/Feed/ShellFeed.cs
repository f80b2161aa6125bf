using Mcpx.Dashboard.Components.Layout;
using Mcpx.Domain.Incidents;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Feed;

/// <summary>Draws nothing: tells the shell when the watchdog last judged, how many incidents are open and what cannot be read.</summary>
public sealed class ShellFeed : LivePage
{
    // The browser counts the age; it is told often enough for a watchdog that speaks to look like one.
    private static readonly TimeSpan Newer = TimeSpan.FromSeconds(2);

    // A stream that was just opened is not lost yet.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Inject]
    private ShellState Shell { get; set; } = null!;

    // A new proposal shows on the tab, which is where it is looked for while the page is not.
    private protected override bool HearsFactsWhileHidden => true;

    private protected override IReadOnlyCollection<string> Watched => EnvironmentOrder.Of(State);

    private protected override void Draw(bool disk)
    {
        var all = Watched.Select(name => ReadingsOf(name, disk)).ToList();
        var evaluated = all.Max(readings => readings.EvaluatedAt);
        var known = Shell.Liveness.EvaluatedAt;
        if (known is { } before && evaluated is { } now && now - before < Newer && now >= before)
        {
            evaluated = known;
        }

        var series = all.Sum(readings => readings.Verdicts.Count);
        Shell.Set(
            new(evaluated, Liveness.Unknown.SilentAfter, series == 0 ? "" : $"{series} series judged")
            {
                HeartbeatIsSent = State.Configuration?.Options.Heartbeat.IsSent == true,
                Heartbeat = all.Select(readings => readings.Heartbeat)
                    .FirstOrDefault(heartbeat => heartbeat is not null),
            },
            State.Incidents.Values.Count(incident => incident.IsOpen)
        );
        Shell.SetProposals([.. State.Incidents.Values.Where(incident => incident.Status == IncidentStatus.Proposed)]);
        Shell.SetTrouble(Follower.Obstacle, State.Position == 0, Following ? Lost(all) : null);
    }

    private DateTimeOffset? Lost(List<Readings> all)
    {
        var now = Moment;
        return all.Where(readings => now - readings.LostSince > Patience).Min(readings => readings.LostSince);
    }
}
