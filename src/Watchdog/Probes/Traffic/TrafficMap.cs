using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Probes.Traffic;

/// <summary>What an environment's series mean: its configuration, made ready once to be held against many labels.</summary>
internal sealed class TrafficMap
{
    private static readonly ConditionalWeakTable<ProbeOptions, TrafficMap> Known = [];

    private readonly string[] _own;
    private readonly RoutePattern[] _json;
    private readonly RoutePattern[] _streams;
    private readonly Regex _errors;

    private TrafficMap(ProbeOptions probes)
    {
        Probes = probes;
        _own = [probes.RequestCounter.OwnCaller, .. probes.RequestCounter.OwnCallers];
        _json = [.. probes.Routes.EffectiveJson.Select(pattern => new RoutePattern(pattern))];
        _streams = [.. probes.Routes.Streams.Select(pattern => new RoutePattern(pattern))];
        _errors = new(
            $"^(?:{probes.RequestCounter.ErrorCodes})$",
            RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
        );
        Requests = Encoding.UTF8.GetBytes(probes.RequestCounter.Name);
        Buckets = Encoding.UTF8.GetBytes($"{probes.DurationHistogram.Name}_bucket");
        Refusals = Encoding.UTF8.GetBytes(probes.Cors.Counter.Name);
    }

    /// <summary>The configuration.</summary>
    public ProbeOptions Probes { get; }

    /// <summary>Name of the request counter's samples.</summary>
    public byte[] Requests { get; }

    /// <summary>Name of the histogram's bucket samples.</summary>
    public byte[] Buckets { get; }

    /// <summary>Name of the refusal counter's samples.</summary>
    public byte[] Refusals { get; }

    /// <summary>The map of a configuration.</summary>
    public static TrafficMap Of(ProbeOptions probes) => Known.GetValue(probes, static options => new(options));

    /// <summary>Whether a caller is the watchdog, or another robot.</summary>
    public bool IsOwn(ReadOnlySpan<char> caller)
    {
        foreach (var own in _own)
        {
            if (caller.SequenceEqual(own))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a route is an event stream.</summary>
    public bool IsStream(ReadOnlySpan<char> route) => route.SequenceEqual(Probes.StreamPath) || Any(_streams, route);

    /// <summary>Whether a route is a JSON call.</summary>
    public bool IsJson(ReadOnlySpan<char> route) => Any(_json, route) && !IsStream(route);

    /// <summary>Whether a status code, or a class of them, is a server error.</summary>
    public bool IsError(ReadOnlySpan<char> code) => _errors.IsMatch(code);

    private static bool Any(RoutePattern[] patterns, ReadOnlySpan<char> route)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Covers(route))
            {
                return true;
            }
        }

        return false;
    }
}
