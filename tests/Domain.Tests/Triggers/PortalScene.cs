using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

/// <summary>
/// Two API instances and a web, probed and scraped every five seconds, beating every second, judged four times a second.
/// A test breaks one thing.
/// </summary>
internal sealed class PortalScene
{
    private static readonly IReadOnlyList<SecurityCheck> Checks = SecurityChecks.Of(Some.Environment());

    private readonly Dictionary<string, (long Calls, long Errors, long Slow)> _counters = [];
    private double _second;

    public EnvironmentJudge Judge { get; set; } = new("Prod", Some.Environment());

    public Func<string, double, bool> Down { get; set; } = (_, _) => false;

    /// <summary>Errors among the calls of one scrape.</summary>
    public Func<string, double, long> Errors { get; set; } = (_, _) => 0;

    public long Calls { get; set; } = 100;

    public Func<string, double, bool> Silent { get; set; } = (_, _) => false;

    /// <summary>Milliseconds that people's and own calls take.</summary>
    public Func<string, double, long> Milliseconds { get; set; } = (_, _) => 80;

    /// <summary>What an own call meets.</summary>
    public Func<string, double, Fault> Call { get; set; } = (_, _) => Fault.None;

    /// <summary>What an own call's answer breaks of the contract.</summary>
    public Func<string, double, string?> Broken { get; set; } = (_, _) => null;

    /// <summary>Milliseconds to the first event; null for a connection that failed.</summary>
    public Func<string, double, long?> FirstEvent { get; set; } = (_, _) => 40;

    /// <summary>Whether the vantage answers; null without one.</summary>
    public Func<double, bool>? Vantage { get; set; }

    public double Second => _second;

    public DateTimeOffset Now => Some.At(_second);

    public Verdict this[string series] => Judge.Verdicts().Single(verdict => verdict.Series == series);

    public VerdictState Word => TriggerSummary.WordOf(TriggerSummary.Of(Judge.Verdicts()));

    /// <summary>Goes on for some seconds; returns each change as <c>second: series word</c>.</summary>
    public List<string> Go(double seconds)
    {
        var changes = new List<string>();
        var known = Judge.Verdicts().ToDictionary(verdict => verdict.Series, verdict => verdict.State);
        for (var end = _second + seconds; _second < end; _second += 0.25)
        {
            Sample();
            Judge.Tick(Now);
            foreach (var verdict in Judge.Verdicts().Where(verdict => known[verdict.Series] != verdict.State))
            {
                known[verdict.Series] = verdict.State;
                changes.Add(FormattableString.Invariant($"{_second}: {verdict.Series} {verdict.State}"));
            }
        }

        return changes;
    }

    public void Deploy(Component component, string id) => Happened(new DeploymentStarted(id, component, "v2", "ci"));

    public void Deployed(Component component, string id) =>
        Happened(new DeploymentEnded(id, component, "v2", Succeeded: true, ""));

    public void Happened(IEvent happened) =>
        Judge.Take(new JournalFact(new(0, "environment/Prod", 0, Now, Actor.Watchdog, happened)), Now);

    /// <summary>The watchdog is away; nobody samples.</summary>
    public void Away(double seconds) => _second += seconds;

    private void Sample()
    {
        if (_second % 5 == 0)
        {
            foreach (var check in Checks)
            {
                Judge.Take(new SecurityChecked(Now, check.Name, Finding: null), Now);
            }
        }

        if (Vantage is { } vantage && _second % 5 == 0)
        {
            Judge.Take(new VantageLooked(Now, "canary", vantage(_second)), Now);
        }

        foreach (var name in (string[])["api-1", "api-2", "web-1"])
        {
            if (_second % 5 == 0)
            {
                var fault = Down(name, _second) ? Fault.Refused : Fault.None;
                Judge.Take(new HealthProbed(Now, name, HealthEndpoint.Healthz, fault, 200, 900), Now);
                Judge.Take(new HealthProbed(Now, name, HealthEndpoint.Ready, fault, 200, 900), Now);
                Scrape(name);
                var first = FirstEvent(name, _second);
                Judge.Take(new FirstEventTimed(Now, name, first * 1_000), Now);
            }

            if (_second % 1 == 0)
            {
                OwnCall(name);
            }

            if (_second % 1 == 0 && !Silent(name, _second))
            {
                Judge.Take(new StreamLooked(Now, name), Now);
                Judge.Take(new StreamBeat(Now, name), Now);
            }
        }
    }

    private void OwnCall(string name)
    {
        var fault = Call(name, _second);
        var status = fault switch
        {
            Fault.None => 200,
            Fault.Status => 500,
            _ => 0,
        };
        var path = (int)_second % 2 == 0 ? "/api/flags" : "/api/jobs";
        Judge.Take(
            new ContractCalled(
                Now,
                name,
                path,
                fault,
                status,
                Milliseconds(name, _second) * 1_000,
                Broken(name, _second)
            ),
            Now
        );
    }

    private void Scrape(string name)
    {
        var (calls, errors, slow) = _counters.GetValueOrDefault(name);
        slow += Milliseconds(name, _second) > 600 ? Calls : 0;
        _counters[name] = (calls + Calls, errors + Errors(name, _second), slow);
        Judge.Take(
            new TrafficScraped(
                Now,
                name,
                _counters[name].Calls,
                _counters[name].Errors,
                new(
                    [100_000, 600_000, 1_000_000],
                    [calls + Calls - slow, calls + Calls - slow, calls + Calls, calls + Calls]
                )
            ),
            Now
        );
    }
}
