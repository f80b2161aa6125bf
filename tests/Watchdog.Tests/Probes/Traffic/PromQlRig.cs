using System.Globalization;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Traffic;
using Mcpx.Watchdog.Probes.Traffic.PromQl;

namespace Mcpx.Watchdog.Tests.Probes.Traffic;

/// <summary>The PromQL source, its server, and what judging would be told.</summary>
internal sealed class PromQlRig : IDisposable
{
    private readonly Folder _folder = new();
    private readonly Inputs _inputs = new();
    private readonly PromQlProbe _probe;
    private readonly string _environment;
    private readonly EnvironmentOptions _options;

    public PromQlRig(
        Uri server,
        TimeProvider time,
        IReadOnlyList<InstanceOptions> instances,
        Func<ProbeOptions, ProbeOptions>? change = null,
        string environment = "Prod"
    )
    {
        var probes = new ProbeOptions
        {
            Prometheus = new()
            {
                Address = server.OriginalString,
                Timeout = Senses.Patience,
                Selector = new Dictionary<string, string> { ["job"] = "portal" },
            },
            Cors = new() { IntendedOrigins = ["https://a", "https://b"] },
        };
        _environment = environment;
        _options = new() { Instances = instances, Probes = change?.Invoke(probes) ?? probes };
        Tail = new(_folder.Store.Journal);
        var client = new PromQlClient(Portal.Client);
        _probe = new(client, new(client, _inputs, Tail, time, BackfillLog), new(_inputs, FeedLog), time);
    }

    public Collector<TrafficFeed> FeedLog { get; } = new();

    public Collector<PromQlBackfill> BackfillLog { get; } = new();

    public JournalTail Tail { get; }

    public Store Store => _folder.Store;

    public EnvironmentOptions Options => _options;

    /// <summary>Asks once.</summary>
    public async Task<IReadOnlyList<JudgingInput>> AskAsync()
    {
        await _probe.AskAsync(new(_environment, _options), CancellationToken.None);
        var told = new List<JudgingInput>();
        while (_inputs.TryTake(out var next))
        {
            told.Add(next.Input);
        }

        return told;
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A server written by hand that answers instant queries, each by what it asks for.</summary>
    public static HostileServer Server(
        string? requests = null,
        string? times = null,
        string? durations = null,
        string? refusals = null,
        Func<string, string>? range = null,
        Action<string>? heard = null
    ) =>
        new(async peer =>
        {
            var head = Uri.UnescapeDataString((await peer.ReadAsync()).Split(' ')[1]);
            heard?.Invoke(head);
            var body =
                head.Contains("query_range", StringComparison.Ordinal) ? range?.Invoke(head)
                : head.Contains("timestamp(", StringComparison.Ordinal) ? times
                : head.Contains("_bucket", StringComparison.Ordinal) ? durations
                : head.Contains("cors", StringComparison.Ordinal) ? refusals
                : requests;
            var bytes = System.Text.Encoding.UTF8.GetBytes(body ?? Vector());
            await peer.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {bytes.Length}\r\n\r\n");
            await peer.SendAsync(bytes);
        });

    public static string Vector(params string[] series) =>
        $$$"""{"status":"success","data":{"resultType":"vector","result":[{{{string.Join(',', series)}}}]}}""";

    /// <summary>What a range query of the first instance answers.</summary>
    public static string Matrix(params (string[] Labels, (DateTimeOffset At, double Value)[] Points)[] series) =>
        Vector([
            .. series.Select(one =>
                $"{{\"metric\":{Labels(["instance=10.0.0.1:80", .. one.Labels])},\"values\":["
                + string.Join(
                    ',',
                    one.Points.Select(point => $"[{Number(Seconds(point.At))},\"{Number(point.Value)}\"]")
                )
                + "]}"
            ),
        ]);

    public static string Series(double value, params string[] labels) =>
        FormattableString.Invariant($"{{\"metric\":{Labels(labels)},\"value\":[1730000000.5,\"{value}\"]}}");

    public static string Labels(params string[] labels) =>
        $"{{{string.Join(',', labels.Select(label => $"\"{label.Split('=')[0]}\":\"{label.Split('=')[1]}\""))}}}";

    public static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1_000.0;

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
