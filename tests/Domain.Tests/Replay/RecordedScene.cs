using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Replay;

/// <summary>
/// A recording of two API instances and a web, probed and scraped every five seconds, beating every second, ticking four
/// times a second. A test breaks one thing.
/// </summary>
internal sealed class RecordedScene
{
    private readonly Dictionary<string, (long Calls, long Errors)> _counters = [];
    private double _second;
    private long _position;

    public RecordedScene(EnvironmentOptions? options = null)
    {
        Inputs.Add(new Configured(Now, options ?? Some.Environment()));
        Knows(new ReleaseRegistered(Some.Release("v1.8.1")), "release/v1.8.1");
        Knows(new ReleaseRegistered(Some.Release()), "release/v1.8.2");
        Knows(new LkgPointed(Component.Api, "v1.8.1", "configuration"));
    }

    public List<JudgingInput> Inputs { get; } = [];

    public Func<string, double, bool> Down { get; set; } = (_, _) => false;

    public Func<string, double, long> Errors { get; set; } = (_, _) => 0;

    public Func<string, double, bool> Silent { get; set; } = (_, _) => false;

    public DateTimeOffset Now => Some.At(_second);

    public RecordedScene Go(double seconds)
    {
        for (var end = _second + seconds; _second < end; _second += 0.25)
        {
            foreach (var name in (string[])["api-1", "api-2", "web-1"])
            {
                Sample(name);
            }

            Inputs.Add(new Tick(Now));
        }

        return this;
    }

    public RecordedScene Deploy(string tag = "v1.8.2")
    {
        Happened(new DeploymentStarted(tag, Component.Api, tag, "ci"));
        Happened(new DeploymentEnded(tag, Component.Api, tag, Succeeded: true, ""));
        foreach (var name in (string[])["api-1", "api-2"])
        {
            Inputs.Add(new TagRead(Now, name, tag));
        }

        return this;
    }

    public void Happened(IEvent happened) => Inputs.Add(new JournalFact(Entry(happened, "environment/Prod")));

    public void Knows(IEvent happened, string stream = "environment/Prod") =>
        Inputs.Add(new Known(Entry(happened, stream)));

    /// <summary>Replays it; every entry of the timeline as one line.</summary>
    public List<string> Replay() => Replay(out _);

    public List<string> Replay(out Replayer replayer)
    {
        return Replay(replayer = new("Prod", PlainCare.Next));
    }

    /// <summary>Replays it with the product's own care.</summary>
    public List<string> ReplayForReal() => Replay(new("Prod"));

    private List<string> Replay(Replayer replay)
    {
        return Inputs.SelectMany(input => replay.Take(input).Select(Words).ToList()).ToList();
    }

    public static string Words(ReplayEntry entry) =>
        entry switch
        {
            VerdictTurned e => $"{Second(e)} {e.Verdict.Series} {e.Before} -> {e.Verdict.State}",
            IncidentMoved e => $"{Second(e)} {e.Incident} {e.Event.GetType().Name}",
            _ => throw new ArgumentOutOfRangeException(nameof(entry)),
        };

    private static string Second(ReplayEntry entry) =>
        FormattableString.Invariant($"{(entry.At - Some.Start).TotalSeconds:0.##}");

    private void Sample(string name)
    {
        if (_second % 5 == 0)
        {
            var fault = Down(name, _second) ? Fault.Refused : Fault.None;
            Inputs.Add(new HealthProbed(Now, name, HealthEndpoint.Healthz, Fault.None, 200, 900));
            Inputs.Add(new HealthProbed(Now, name, HealthEndpoint.Ready, fault, 200, 900));
            var (calls, errors) = _counters.GetValueOrDefault(name);
            _counters[name] = (calls + 100, errors + Errors(name, _second));
            Inputs.Add(new TrafficScraped(Now, name, _counters[name].Calls, _counters[name].Errors));
        }

        if (_second % 1 == 0 && !Silent(name, _second))
        {
            Inputs.Add(new StreamLooked(Now, name));
            Inputs.Add(new StreamBeat(Now, name));
        }
    }

    private JournalEntry Entry(IEvent happened, string stream) =>
        new(++_position, stream, 0, Now, Actor.Watchdog, happened);
}

/// <summary>A care of few words: opens, joins, proposes where a deployment is known, withdraws when all is well.</summary>
internal static class PlainCare
{
    public static CareStep? Next(CareFacts facts)
    {
        var breach = facts.Picture.Verdicts.FirstOrDefault(verdict => verdict.State == VerdictState.Breached);
        if (facts.State.OpenIncident(facts.Environment) is not { } incident)
        {
            var id = $"INC-{facts.State.Incidents.Count + 1:0000}";
            return breach is null ? null : new(id, new IncidentCommand.Open(id, facts.Environment, breach));
        }

        var joins = facts.Picture.Verdicts.FirstOrDefault(verdict =>
            verdict.State == VerdictState.Breached && !incident.Breaches.Exists(known => known.Series == verdict.Series)
        );
        var deployed = facts.State.Environment(facts.Environment).Latest(Component.Api);
        return joins is not null ? new(incident.Id, new IncidentCommand.Join(joins))
            : facts.Picture.Verdicts.All(verdict => verdict is { IsBroken: false, State: not VerdictState.Pending })
                ? new(incident.Id, new IncidentCommand.Withdraw("recovered"))
            : incident is not { Status: IncidentStatus.Investigating, Advice: null } ? null
            : deployed is null ? new(incident.Id, new IncidentCommand.Advise("nothing was deployed", []))
            : new(incident.Id, new IncidentCommand.Propose(Some.Plan(), "the deploy", [], deployed.By));
    }
}
