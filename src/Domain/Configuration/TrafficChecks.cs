using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Configuration;

/// <summary>Checks how traffic is counted, and where it is read.</summary>
internal static class TrafficChecks
{
    public static void Check(List<ConfigurationError> errors, string key, EnvironmentOptions options)
    {
        var probes = options.Probes;
        CheckCounter(errors, $"{key}:RequestCounter", probes.RequestCounter);
        CheckHistogram(errors, $"{key}:DurationHistogram", probes.DurationHistogram);
        CheckRefusals(errors, $"{key}:Cors:Counter", probes.Cors.Counter);
        CheckRoutes(errors, $"{key}:Routes:Json", probes.Routes.Json);
        CheckRoutes(errors, $"{key}:Routes:Streams", probes.Routes.Streams);
        if (probes.Prometheus.IsAsked)
        {
            CheckServer(errors, $"{key}:Prometheus", options);
        }
    }

    private static void CheckCounter(List<ConfigurationError> errors, string key, RequestCounterOptions counter)
    {
        Metric(errors, $"{key}:Name", counter.Name);
        Label(errors, $"{key}:CodeLabel", counter.CodeLabel);
        Label(errors, $"{key}:RouteLabel", counter.RouteLabel);
        Label(errors, $"{key}:CallerLabel", counter.CallerLabel);
        if (RoutePattern.ExpressionProblemOf(counter.ErrorCodes) is { } problem)
        {
            errors.Add(new($"{key}:ErrorCodes", counter.ErrorCodes, problem));
        }
    }

    private static void CheckHistogram(List<ConfigurationError> errors, string key, DurationHistogramOptions histogram)
    {
        Metric(errors, $"{key}:Name", histogram.Name);
        Label(errors, $"{key}:BoundLabel", histogram.BoundLabel);
        Label(errors, $"{key}:RouteLabel", histogram.RouteLabel);
        Label(errors, $"{key}:CallerLabel", histogram.CallerLabel);
        if (!Enum.IsDefined(histogram.Unit))
        {
            errors.Add(new($"{key}:Unit", histogram.Unit.ToString(), "must be Seconds or Milliseconds"));
        }
    }

    private static void CheckRefusals(List<ConfigurationError> errors, string key, RefusalCounterOptions counter)
    {
        Metric(errors, $"{key}:Name", counter.Name);
        Label(errors, $"{key}:OriginLabel", counter.OriginLabel);
        Label(errors, $"{key}:CallerLabel", counter.CallerLabel);
        if (counter.CodeLabel is { } label)
        {
            Label(errors, $"{key}:CodeLabel", label);
        }
    }

    private static void CheckRoutes(List<ConfigurationError> errors, string key, IReadOnlyList<string> patterns)
    {
        foreach (var pattern in patterns)
        {
            if (RoutePattern.ProblemOf(pattern) is { } problem)
            {
                errors.Add(new(key, pattern, problem));
            }
        }
    }

    private static void CheckServer(List<ConfigurationError> errors, string key, EnvironmentOptions options)
    {
        var server = options.Probes.Prometheus;
        var address = server.Address ?? "";
        OptionsValidator.CheckAddress(errors, $"{key}:Address", address);
        if (address.AsSpan().ContainsAny('?', '#'))
        {
            errors.Add(new($"{key}:Address", address, "must have no query: the API's paths are added to it"));
        }

        errors.Positive($"{key}:Interval", server.Interval);
        errors.Positive($"{key}:Timeout", server.Timeout);
        Label(errors, $"{key}:InstanceLabel", server.InstanceLabel);
        foreach (var label in server.Selector.Keys)
        {
            Label(errors, $"{key}:Selector", label);
        }

        Query(errors, $"{key}:Requests", server.Requests);
        Query(errors, $"{key}:Durations", server.Durations);
        Query(errors, $"{key}:Refusals", server.Refusals);
        CheckInstances(errors, $"{key}:Instances", server, options);
    }

    private static void CheckInstances(
        List<ConfigurationError> errors,
        string key,
        PrometheusOptions server,
        EnvironmentOptions options
    )
    {
        var apis = options
            .Instances.Where(instance =>
                instance.Component == Component.Api && OptionsValidator.IsAddress(instance.Address)
            )
            .ToList();
        // Where instances come and go, one that is named may come yet.
        var unknown = server.Instances.Keys.Where(name => apis.TrueForAll(api => api.Name != name));
        foreach (var name in options.Discovery.Count > 0 ? [] : unknown)
        {
            errors.Add(new($"{key}:{name}", server.Instances[name], "there is no API instance of that name"));
        }

        foreach (var same in apis.GroupBy(server.LabelOf, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            errors.Add(
                new(key, same.Key, $"stands for {string.Join(" and ", same.Select(api => api.Name))} at the same time")
            );
        }
    }

    private static void Query(List<ConfigurationError> errors, string key, string query)
    {
        if (string.IsNullOrWhiteSpace(query))
        {
            errors.Add(new(key, query, $"must be a query; the default is {PrometheusOptions.RawSeries}"));
        }
    }

    private static void Metric(List<ConfigurationError> errors, string key, string name)
    {
        if (!IsName(name, mayHaveColon: true))
        {
            errors.Add(new(key, name, "must be a metric's name: letters, digits, _ and :, not beginning with a digit"));
        }
    }

    private static void Label(List<ConfigurationError> errors, string key, string name)
    {
        if (!IsName(name, mayHaveColon: false))
        {
            errors.Add(new(key, name, "must be a label's name: letters, digits and _, not beginning with a digit"));
        }
    }

    private static bool IsName(string name, bool mayHaveColon) =>
        name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_' || (c == ':' && mayHaveColon));
}
