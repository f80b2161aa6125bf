namespace Mcpx.Domain.Configuration;

/// <summary>
/// An existing Prometheus server, or anything that speaks its HTTP API, asked for the same raw counters and buckets that a
/// scrape would read. Growth, resets and staleness stay the watchdog's own, so that both sources judge alike.
/// </summary>
/// <remarks>
/// In a query <c>{metric}</c> stands for the configured name and <c>{selector}</c> for <see cref="Selector"/> with its braces.
/// </remarks>
public sealed record PrometheusOptions
{
    /// <summary>Name and selector: the raw series.</summary>
    public const string RawSeries = "{metric}{selector}";

    /// <summary>For example <c>https://prometheus.example.com/prefix</c>. Default: none, instances are scraped.</summary>
    public string? Address { get; init; }

    /// <summary>Whether it is asked instead of the instances.</summary>
    public bool IsAsked => Address is not null;

    /// <summary>Variable that holds a bearer token for it. Default: none is sent.</summary>
    public string? TokenVariable { get; init; }

    /// <summary>Between two rounds of queries. Default 5 s; a sample that was read already counts once.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For one complete answer. Default 5 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Labels that every series must have, by name, for example <c>job</c>: <c>portal</c>. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Selector { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Label that tells instances apart. Default <c>instance</c>.</summary>
    public string InstanceLabel { get; init; } = "instance";

    /// <summary>
    /// The label's value by instance, where it is not the host and port of the instance's address. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Instances { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The raw request counter, labelled as <see cref="ProbeOptions.RequestCounter"/> says. Default <see cref="RawSeries"/>.</summary>
    public string Requests { get; init; } = RawSeries;

    /// <summary>The raw buckets, labelled as <see cref="ProbeOptions.DurationHistogram"/> says. Default <see cref="RawSeries"/>.</summary>
    public string Durations { get; init; } = RawSeries;

    /// <summary>The raw counter of refused origins, labelled as <see cref="CorsProbeOptions.Counter"/> says. Default <see cref="RawSeries"/>.</summary>
    public string Refusals { get; init; } = RawSeries;

    /// <summary>
    /// Whether an environment that is held to its own normal learns it from the server at the start. Default true.
    /// </summary>
    public bool Backfill { get; init; } = true;

    /// <summary>What stands in an instance's <see cref="InstanceLabel"/>.</summary>
    public string LabelOf(InstanceOptions instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        if (Instances.TryGetValue(instance.Name, out var label))
        {
            return label;
        }

        // Prometheus puts the port there even where the address leaves it out.
        var address = new Uri(instance.Address);
        return FormattableString.Invariant($"{address.Host}:{address.Port}");
    }
}
