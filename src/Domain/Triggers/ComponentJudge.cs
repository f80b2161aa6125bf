using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Triggers;

/// <summary>One component of an environment: what is judged over all its instances together, and its deployments.</summary>
internal sealed class ComponentJudge
{
    private readonly DeployWindow _deploys;
    private readonly List<string> _paths = [];

    public ComponentJudge(Component component, EnvironmentOptions options, bool aboveNormal)
    {
        Component = component;
        _deploys = new(options.Deploying.Settle, options.Deploying.Cap);
        var triggers = options.Triggers;
        ErrorLimit = new(triggers.ErrorRate, aboveNormal);
        Round = new(triggers.ErrorRate.ContractWithin);
        Errors = new(component, triggers.ErrorRate, ErrorLimit, Traffic, Round);
        Latency = new(component, triggers.Latency);
        FirstEvents = new(component, triggers.SseTtfb);
        Contract = new(component, triggers.Business);
    }

    public Component Component { get; }

    public WindowSum Traffic { get; } = new();

    public ErrorRateLimit ErrorLimit { get; }

    public ContractRound Round { get; }

    public ErrorRateTogether Errors { get; }

    public LatencyTogether Latency { get; }

    public SseTtfbSeries FirstEvents { get; }

    public ContractSeries Contract { get; }

    /// <summary>Whether a deployment covered the last tick.</summary>
    public bool Covering { get; private set; }

    /// <summary>The end of the newest deployment: what is dated before it is not counted after it.</summary>
    public DateTimeOffset From { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>The releases its instances answer with, by instance.</summary>
    public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>Tells the few paths of contract calls apart.</summary>
    public int NumberOf(string path)
    {
        var number = _paths.IndexOf(path);
        if (number >= 0)
        {
            return number;
        }

        _paths.Add(path);
        return _paths.Count - 1;
    }

    public bool DeployingAt(DateTimeOffset now) => _deploys.Covers(now);

    public void Started(string id, DateTimeOffset at) => _deploys.Started(id, at);

    public void Ended(string id, DateTimeOffset at) => _deploys.Ended(id, at);

    /// <summary>Moves to a tick.</summary>
    /// <returns>Whether a deployment's cover began or ended with it.</returns>
    public bool Cover(DateTimeOffset now)
    {
        var before = Covering;
        Covering = _deploys.Covers(now);
        From = before && !Covering ? _deploys.Until : From;
        return before != Covering;
    }
}
