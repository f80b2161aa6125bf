using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>
/// Judges one environment: takes samples and ticks in one order, from one writer, and says what each trigger says. The
/// same inputs give the same verdicts.
/// </summary>
public sealed class EnvironmentJudge
{
    private readonly Dictionary<string, InstanceJudge> _instances = new(StringComparer.Ordinal);
    private readonly List<ComponentJudge> _components = [];
    private readonly Dictionary<string, SecuritySeries> _checks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BusinessSeries> _workflows = new(StringComparer.Ordinal);
    private readonly Vantages _vantages = new();
    private readonly Agenda _agenda = new();
    private readonly EnvironmentOptions _options;
    private readonly AvailabilitySeries? _public;
    private readonly CorsSeries? _cors;
    private readonly ParitySeries? _parity;
    private readonly PromotionSeries? _promotion;
    private DateTimeOffset? _now;
    private EnvironmentState _state;

    /// <param name="environment">The environment's name.</param>
    /// <param name="options">Its instances and limits, already validated.</param>
    public EnvironmentJudge(string environment, EnvironmentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (Environment, _options, _state) = (environment, options, new() { Name = environment });
        foreach (var instance in options.Instances)
        {
            var id = new InstanceId(environment, instance.Component, instance.Name);
            var judge = new InstanceJudge(id, options, Owner(instance.Component), _instances.Count);
            _instances.Add(instance.Name, judge);
            Watch(judge.All);
        }

        var triggers = options.Triggers;
        if (options.PublicAddress is not null)
        {
            var capacity = Capacity.Of(triggers.Availability.EffectiveWindow, options.Probes.HealthInterval);
            _public = new(
                new(environment, Component.Api, PublicHost.Name),
                HealthEndpoint.Healthz,
                triggers.Availability,
                capacity
            );
            Watch([_public]);
        }

        if (Find(Component.Api) is { } api)
        {
            Watch([api.Errors, api.Latency, api.FirstEvents, api.Contract]);
        }

        if (options.Probes.Cors.IntendedOrigins is { Count: > 0 } origins)
        {
            var pace = options.Probes.Cors.Interval / Math.Max(1, _instances.Count);
            var counts = options.Probes.TrafficInterval / Math.Max(1, _instances.Count);
            var window = triggers.Cors.EffectiveWindow;
            _cors = new(origins, triggers.Cors, Capacity.Of(window, pace), Capacity.Of(window, counts));
            Watch([_cors]);
        }

        if (environment == "RTM" && options.Probes.Parity.IsWatched)
        {
            Watch([_parity = new(triggers.Parity)]);
        }

        if (PromotionPolicy.HeldTo.Contains(environment) && options.Promotion.Enforced)
        {
            Watch([_promotion = new(triggers.Parity)]);
        }

        foreach (var check in SecurityChecks.Of(options))
        {
            Watch([_checks[check.Name] = new(check.Component, check.Name, triggers.Security)]);
        }

        foreach (var workflow in options.Probes.Workflows.Names)
        {
            var component = WorkflowProbeOptions.ComponentOf(workflow);
            Watch([_workflows[workflow] = new(component, workflow, triggers.Business)]);
        }

        _agenda.Begin();
    }

    /// <summary>The environment's name.</summary>
    public string Environment { get; }

    /// <summary>Counts the changes of word so far: two ticks with the same count need no new picture of the states.</summary>
    public long Changes => _agenda.Changes;

    /// <summary>Whether every vantage had failed as of the last tick; false without vantages.</summary>
    public bool IsBlind { get; private set; }

    /// <summary>Takes one input.</summary>
    /// <param name="input">What was measured or happened.</param>
    /// <param name="now">The time of the tick that takes it.</param>
    public void Take(JudgingInput input, DateTimeOffset now)
    {
        switch (input)
        {
            case HealthProbed { Instance: PublicHost.Name } probe:
                if (_public is not null && Counts(Owner(_public.Component), probe, now))
                {
                    _public.Add(probe, now, _vantages.BlindAt(probe.At < now ? probe.At : now));
                }

                break;
            case Preflighted preflight when _instances.TryGetValue(preflight.Instance, out var asked):
                if (Counts(asked.Component, preflight, now))
                {
                    _cors?.Add(preflight, now, asked.Source);
                }

                break;
            case RefusalsCounted counted when _instances.TryGetValue(counted.Instance, out var counting):
                // Even a reading that does not count is what the next one grows from.
                _cors?.Add(counted, now, counting.Source, Counts(counting.Component, counted, now));
                break;
            case InstanceInput measured when _instances.TryGetValue(measured.Instance, out var instance):
                Cover(instance.Component, now);
                instance.Take(measured, now, _vantages.BlindAt(measured.At < now ? measured.At : now));
                break;
            case VantageLooked look:
                _vantages.Take(look, now);
                break;
            case ParityCompared report:
                _parity?.Add(report);
                break;
            case SecurityChecked run:
                _checks.GetValueOrDefault(run.Check)?.Add(run);
                break;
            case WorkflowWalked walk:
                if (
                    _workflows.GetValueOrDefault(walk.Workflow) is { } workflow
                    && Counts(Owner(workflow.Component), walk, now)
                )
                {
                    workflow.Add(walk, _vantages.BlindAt(walk.At));
                }

                break;
            case JournalFact { Entry: var entry }:
                Happened(entry);
                break;
            case Resumed:
                foreach (var instance in _instances.Values)
                {
                    instance.Resume(now);
                }

                break;
            default:
                break;
        }
    }

    /// <summary>Takes over verdicts from before a restart.</summary>
    public void Restore(IReadOnlyCollection<Verdict> known, DateTimeOffset asOf)
    {
        var bySeries = known.ToDictionary(verdict => verdict.Series, StringComparer.Ordinal);
        foreach (var series in _agenda.Series)
        {
            if (bySeries.TryGetValue(series.Verdict().Series, out var verdict))
            {
                series.Restore(verdict, asOf);
            }
        }
    }

    /// <summary>Judges at <paramref name="now"/> every series that something came for or whose time has come, without allocating.</summary>
    public void Tick(DateTimeOffset now) => Tick(now, all: false);

    /// <summary>Judges every series, due or not: what <see cref="Tick(DateTimeOffset)"/> must agree with.</summary>
    public void TickAll(DateTimeOffset now) => Tick(now, all: true);

    private void Tick(DateTimeOffset now, bool all)
    {
        var blind = _vantages.BlindAt(now);
        var allDue = all || blind != IsBlind;
        IsBlind = blind;
        foreach (var component in _components)
        {
            Cover(component, now);
        }

        _now = now;
        _agenda.Judge(now, blind, allDue);
    }

    /// <summary>What every series says as of the last tick, in a fixed order.</summary>
    public IReadOnlyList<Verdict> Verdicts() => [.. _agenda.Series.Select(series => series.Verdict(_now))];

    /// <summary>An instance's own median time to the first event in milliseconds; null when nothing was measured.</summary>
    public long? FirstEventOf(string instance) =>
        _instances.GetValueOrDefault(instance)?.Component.FirstEvents.MedianOf(instance);

    /// <summary>An instance's own p95 of JSON calls in milliseconds as of the last judging; null when nothing was measured.</summary>
    public long? LatencyOf(string instance) => _instances.GetValueOrDefault(instance)?.Latency;

    /// <summary>
    /// Whether something measured counts: what a deployment still covered does not, however late it came, and the first
    /// that came after its end must not be swept out with it.
    /// </summary>
    private bool Counts(ComponentJudge component, JudgingInput measured, DateTimeOffset now)
    {
        Cover(component, now);
        return measured.At >= component.From;
    }

    private void Cover(ComponentJudge component, DateTimeOffset now)
    {
        if (component.Cover(now))
        {
            _agenda.Cover(component);
        }
    }

    private void Happened(JournalEntry entry)
    {
        // While an incident is open, normal stays what it was before its failing deployment.
        var inIncident = _state.OpenIncident is not null;
        _state = _state.Evolve(entry);
        _promotion?.Take(_state);
        switch (entry.Event)
        {
            case DeploymentStarted e when Find(e.Component) is { } component:
                component.Started(e.Id, entry.At);
                if (!inIncident)
                {
                    component.ErrorLimit.Deployed(entry.At);
                }

                break;
            case DeploymentEnded e when Find(e.Component) is { } component:
                component.Ended(e.Id, entry.At);
                break;
            default:
                break;
        }
    }

    private ComponentJudge? Find(Component component) => _components.Find(known => known.Component == component);

    private ComponentJudge Owner(Component component)
    {
        if (Find(component) is { } known)
        {
            return known;
        }

        var owner = new ComponentJudge(component, _options, _options.Triggers.ErrorRate.IsAboveNormal(Environment));
        _components.Add(owner);
        return owner;
    }

    private void Watch(IEnumerable<Series> added)
    {
        foreach (var series in added)
        {
            _agenda.Add(series, Owner(series.Component));
        }
    }
}
