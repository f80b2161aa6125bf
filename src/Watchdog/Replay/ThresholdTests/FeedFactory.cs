using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Replay.ThresholdTests;

/// <summary>Knows what the name of a series means, and what has to be watched for it.</summary>
/// <param name="environment">The environment's name.</param>
/// <param name="options">The environment as configured; gets what is to be watched too.</param>
internal sealed class FeedFactory(string environment, EnvironmentOptions options)
{
    private const string Kinds =
        "ready, healthz, calls, latency, contract, beats, events, first-event, tag, preflight, vantage, parity, security or workflow";

    private readonly Dictionary<string, Counters> _counters = new(StringComparer.Ordinal);

    /// <summary>The environment with everything watched that the series measure.</summary>
    public EnvironmentOptions Options { get; private set; } = options;

    /// <summary>Makes the feed of a series.</summary>
    /// <param name="name">For example <c>ready api-2</c>.</param>
    /// <param name="values">Every value of the series.</param>
    /// <returns>The feed, or what is wrong with the name.</returns>
    public (Feed? Feed, string? Problem) Make(string name, IEnumerable<string> values)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            ["parity"] => Parity(),
            ["vantage", var vantage] => (new VantageFeed(vantage), null),
            ["security"] => Security(SecurityProbeOptions.Anonymous("/api/config/effective")),
            ["security", _, ..] => Security(string.Join(' ', words[1..])),
            ["workflow"] => Workflow(WorkflowProbeOptions.WebPages),
            ["workflow", _, ..] => Workflow(string.Join(' ', words[1..])),
            ["preflight", var origin] => Preflight(origin, Find(name: null)),
            ["preflight", var origin, var instance] => Preflight(origin, Find(instance)),
            ["contract", var instance, ['/', ..] path] => OfApi(instance, name => new ContractFeed(name, path)),
            ["ready" or "healthz" or "tag", var instance] => Find(instance) is null
                ? NoInstance(instance)
                : (OfInstance(words[0], instance), null),
            ["calls" or "latency" or "beats" or "events" or "first-event", var instance] => OfApi(
                instance,
                name => OfStream(words[0], name, values)
            ),
            _ => (null, $"“{name}”: a series is called {Kinds}, with what it is of, like “ready api-1”"),
        };
    }

    private static Feed OfInstance(string kind, string instance) =>
        kind switch
        {
            "ready" => new HealthFeed(instance, HealthEndpoint.Ready),
            "healthz" => new HealthFeed(instance, HealthEndpoint.Healthz),
            _ => new TagFeed(instance),
        };

    private Feed OfStream(string kind, string instance, IEnumerable<string> values)
    {
        switch (kind)
        {
            case "calls":
                CountersOf(instance).HasCalls = true;
                return new CallsFeed(CountersOf(instance));
            case "latency":
                return new LatencyFeed(CountersOf(instance), values, Options.Triggers.Latency.Limit);
            case "first-event":
                return new FirstEventFeed(instance);
            default:
                return new BeatsFeed(instance, areEvents: kind == "events");
        }
    }

    private (Feed? Feed, string? Problem) OfApi(string instance, Func<string, Feed> make) =>
        Find(instance) switch
        {
            null => NoInstance(instance),
            { Component: not Component.Api } => (null, $"{instance} is no Api instance; only those are asked this"),
            _ => (make(instance), null),
        };

    private (Feed? Feed, string? Problem) Preflight(string origin, InstanceOptions? instance)
    {
        if (instance is not { Component: Component.Api })
        {
            return (null, "a preflight needs an Api instance");
        }

        var cors = Options.Probes.Cors;
        Watch(Options.Probes with { Cors = cors with { IntendedOrigins = Add(cors.IntendedOrigins, origin) } });
        return (new PreflightFeed(origin, instance.Name), null);
    }

    private (Feed? Feed, string? Problem) Parity()
    {
        if (environment != "RTM")
        {
            return (null, "parity is judged in RTM only");
        }

        var parity = Options.Probes.Parity;
        Watch(Options.Probes with { Parity = parity with { ExpectedFile = parity.ExpectedFile ?? "expected.json" } });
        return (new ParityFeed(), null);
    }

    private (Feed? Feed, string? Problem) Security(string check)
    {
        var security = Options.Probes.Security;
        var path = check[(check.IndexOf('/') is >= 0 and var slash ? slash : check.Length)..];
        if (path.Length > 0 && check == SecurityProbeOptions.Anonymous(path))
        {
            security = security with { MustRefuse = Add(security.EffectiveMustRefuse, path) };
        }
        else if (path.Length > 0 && check == SecurityProbeOptions.Secrets(path))
        {
            security = security with { MustHoldNoSecret = Add(security.EffectiveMustHoldNoSecret, path) };
        }
        else if (SecurityChecks.Of(Options).All(known => known.Name != check))
        {
            return (
                null,
                $"“{check}”: a check is called “{SecurityProbeOptions.Anonymous("/path")}” or “{SecurityProbeOptions.Secrets("/path")}”, or here {string.Join(", ", SecurityChecks.Of(Options).Select(known => $"“{known.Name}”"))}"
            );
        }

        Watch(Options.Probes with { Security = security });
        return (new SecurityFeed(check), null);
    }

    private (Feed? Feed, string? Problem) Workflow(string workflow)
    {
        if (workflow != WorkflowProbeOptions.WebPages)
        {
            return (null, $"“{workflow}”: the one workflow is “{WorkflowProbeOptions.WebPages}”");
        }

        Watch(Options.Probes with { Workflows = Options.Probes.Workflows with { Web = true } });
        Options = Options with { Validation = Options.Validation with { Web = Options.Validation.Web ?? new() } };
        return (new WorkflowFeed(workflow), null);
    }

    private void Watch(ProbeOptions probes) => Options = Options with { Probes = probes };

    private Counters CountersOf(string instance) =>
        _counters.TryGetValue(instance, out var known) ? known : _counters[instance] = new(instance);

    private InstanceOptions? Find(string? name) =>
        Options.Instances.FirstOrDefault(instance =>
            name is null ? instance.Component == Component.Api : instance.Name == name
        );

    private (Feed? Feed, string? Problem) NoInstance(string instance) =>
        (null, $"no instance {instance}; there are {string.Join(", ", Options.Instances.Select(known => known.Name))}");

    private static IReadOnlyList<string> Add(IReadOnlyList<string> known, string added) =>
        known.Contains(added, StringComparer.Ordinal) ? known : [.. known, added];
}
