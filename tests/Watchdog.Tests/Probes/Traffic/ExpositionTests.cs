using System.Text;
using CsCheck;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Traffic;

namespace Mcpx.Watchdog.Tests.Probes.Traffic;

public sealed class ExpositionTests
{
    private static readonly string[] Pieces =
    [
        "portal_http_requests_total",
        "{",
        "}",
        "code=\"500\"",
        "code=\"200\"",
        "route=",
        "\"",
        ",",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\\",
        "12",
        "-1",
        "NaN",
        "+Inf",
        "9e18",
        "1e308",
        "# {id=\"x\"} 1",
        "=",
        "\xff",
    ];

    public static TheoryData<string, string> Lines =>
        new()
        {
            { "portal_http_requests_total{code=\"200\"} 10", "10/0" },
            { "portal_http_requests_total 10", "10/0" },
            { "portal_http_requests_total\t10", "10/0" },
            { "portal_http_requests_total{code=\"200\"}\t10\t1730000000000", "10/0" },
            { "portal_http_requests_total{code=\"200\"} 10 1730000000000", "10/0" },
            { "portal_http_requests_total{code=\"503\",route=\"/x\"} 1.0e1", "10/10" },
            { "portal_http_requests_total{code=\"200\"} 10\r\nportal_http_requests_total{code=\"500\"} 2\r\n", "12/2" },
            { "portal_http_requests_total{code=\"200\"} 7 # {trace_id=\"a b\"} 0.5 1.6", "7/0" },
            { "portal_http_requests_total{route=\"/a\\\"}b\\\\\",code=\"500\"} 3", "3/3" },
            { "portal_http_requests_total{route=\"a\\nb, code=\\\"500\\\"\",code=\"200\"} 4", "4/0" },
            { "portal_http_requests_total{ code = \"500\" , route=\"/x\" } 4", "nothing" },
            { "portal_http_requests_total{code=\"500\",} 4", "4/4" },
            {
                "portal_http_requests_total{code=\"200\",caller=\"watchdog\"} 90\nportal_http_requests_total{code=\"200\",caller=\"user\"} 1",
                "1/0"
            },
            { "portal_http_requests_total{code=\"500\",route=\"/api/events\"} 90", "0/0" },
            { "portal_http_requests_total{code=\"200\"} NaN", "nothing" },
            { "portal_http_requests_total{code=\"200\"} +Inf", "nothing" },
            { "portal_http_requests_total{code=\"200\"} -5", "nothing" },
            { "portal_http_requests_total{code=\"200\"} 9e17", "nothing" },
            {
                "portal_http_requests_total{code=\"200\"} 9e11\nportal_http_requests_total{code=\"201\"} 9e11",
                "nothing"
            },
            { "portal_http_requests_total{code=\"200\"} NaN\nportal_http_requests_total{code=\"500\"} 2", "2/2" },
            { "portal_http_requests_total{code=\"200\"}", "nothing" },
            { "portal_http_requests_total{code=\"200", "nothing" },
            { "portal_http_requests_totals 4", "nothing" },
            { "portal_http_requests_total_created{code=\"200\"} 1.7e9", "nothing" },
            { "# HELP portal_http_requests_total 10\n# TYPE portal_http_requests_total counter", "nothing" },
            { "", "nothing" },
            { "<html>portal_http_requests_total 5</html>", "nothing" },
        };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Sum_Text_CountsWhatIsThereAndNothingElse(string text, string expected) =>
        Assert.Equal(expected, Sum(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Sum_OtherNamesConfigured_AreUsed()
    {
        var sum = Exposition.Sum(
            "http_total{status=\"502\",path=\"/a\",by=\"x\"} 5\nhttp_total{status=\"502\",by=\"us\"} 7"u8,
            new()
            {
                Name = "http_total",
                CodeLabel = "status",
                RouteLabel = "path",
                CallerLabel = "by",
                OwnCaller = "us",
            },
            "/events"
        );

        Assert.Equal((5, 5), sum);
    }

    [Fact]
    public void Sum_AnyBytes_NeverThrowsAndNeverCountsBackwards() => Gen.Byte.Array[0, 80].Sample(Holds, iter: 20_000);

    [Fact]
    public void Sum_AlmostExposition_NeverThrowsAndNeverCountsBackwards() =>
        Gen.Int[0, Pieces.Length - 1]
            .Select(index => Pieces[index])
            .Array[0, 30]
            .Sample(pieces => Holds(Encoding.Latin1.GetBytes(string.Concat(pieces))), iter: 40_000);

    public static TheoryData<string, string> Histograms =>
        new()
        {
            { Buckets("/api/jobs", "user", 3, 5, 6), "600000:3 1000000:5 6" },
            { Buckets("/api/jobs", "user", 3, 5, 6) + Buckets("/api/flags", "user", 1, 1, 2), "600000:4 1000000:6 8" },
            {
                Buckets("/api/jobs", "user", 3, 5, 6) + Buckets("/api/jobs", "watchdog", 9, 9, 9),
                "600000:3 1000000:5 6"
            },
            { Buckets("/api/jobs", "user", 3, 5, 6) + Buckets("/api/events", "user", 0, 0, 9), "600000:3 1000000:5 6" },
            { Buckets("/api/jobs", "user", 3, 5, 6) + Buckets("/metrics", "user", 9, 9, 9), "600000:3 1000000:5 6" },
            { Buckets("/healthz", "user", 9, 9, 9) + Buckets("/ready", "user", 9, 9, 9), "nothing" },
            { Buckets("/api/a\\\"}b\\\\", "user", 3, 5, 6), "600000:3 1000000:5 6" },
            { Buckets("/api/a\\nb,le=\\\"9\\\"", "user", 3, 5, 6), "600000:3 1000000:5 6" },
            { Buckets("/api/jobs", "user", "3", "NaN", "6"), "600000:3 6" },
            { Buckets("/api/jobs", "user", "3", "-1", "6"), "600000:3 6" },
            { Buckets("/api/jobs", "user", "3", "5", "NaN"), "nothing" },
            { Buckets("/api/jobs", "user", 3, 5, 6).Replace("+Inf", "10", StringComparison.Ordinal), "nothing" },
            { Buckets("/api/jobs", "user", 3, 5, 6) + Bucket("/api/flags", "user", "0.6", "1"), "nothing" },
            { Buckets("/api/jobs", "user", 5, 3, 6), "nothing" },
            { Buckets("/api/jobs", "user", 3, 5, 4), "nothing" },
            { Buckets("/api/jobs", "user", "3", "5", "9e17"), "nothing" },
            { Bucket("/api/jobs", "user", "+Inf", "6"), "nothing" },
            { "portal_http_request_seconds_bucket{le=\"+Inf\"} 6\nportal_http_request_seconds_bucket 4", "nothing" },
            { "portal_http_request_seconds_sum{route=\"/api/jobs\"} 6", "nothing" },
            { "", "nothing" },
        };

    [Theory]
    [MemberData(nameof(Histograms))]
    public void Durations_Text_AreExactOrNothing(string text, string expected) =>
        Assert.Equal(expected, Durations(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Durations_SeriesWithOtherBounds_KeepTheBoundsOfBoth()
    {
        var text =
            Buckets("/api/jobs", "user", 3, 5, 6)
            + Bucket("/api/flags", "user", "0.2", "1")
            + Bucket("/api/flags", "user", "1", "2")
            + Bucket("/api/flags", "user", "+Inf", "2");

        Assert.Equal("1000000:7 8", Durations(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Durations_OtherNamesConfigured_AreUsed()
    {
        var text =
            "t_bucket{path=\"/api/a\",by=\"x\",max=\"0.5\"} 1\nt_bucket{path=\"/api/a\",by=\"x\",max=\"+Inf\"} 2"u8;

        var durations = Exposition.Durations(
            text,
            new()
            {
                DurationHistogram = new()
                {
                    Name = "t",
                    BoundLabel = "max",
                    RouteLabel = "path",
                    CallerLabel = "by",
                },
            }
        );

        Assert.Equal((IEnumerable<long>)[500_000], durations!.Bounds);
        Assert.Equal((IEnumerable<long>)[1, 2], durations!.Counts);
    }

    private static string Buckets(string route, string caller, params object[] counts) =>
        Bucket(route, caller, "0.6", counts[0])
        + Bucket(route, caller, "1", counts[1])
        + Bucket(route, caller, "+Inf", counts[2]);

    private static string Bucket(string route, string caller, string bound, object count) =>
        $"portal_http_request_seconds_bucket{{route=\"{route}\",caller=\"{caller}\",le=\"{bound}\"}} {count}\n";

    private static string Durations(byte[] text) =>
        Exposition.Durations(text, new()) is { } durations
            ? string.Join(' ', durations.Bounds.Zip(durations.Counts, (bound, count) => $"{bound}:{count}"))
                + $" {durations.Counts[^1]}"
            : "nothing";

    private static void Holds(byte[] text)
    {
        var sum = Exposition.Sum(text, new(), "/api/events");
        var durations = Exposition.Durations(
            text,
            new() { DurationHistogram = new() { Name = "portal_http_requests_total" } }
        );
        Assert.True(durations is null || durations.Counts.Length == durations.Bounds.Length + 1);
        Assert.True(sum is null or { Calls: >= 0, Errors: >= 0 } && (sum is not { } s || s.Errors <= s.Calls));
    }

    private static string Sum(byte[] text) =>
        Exposition.Sum(text, new(), "/api/events") is { } sum ? $"{sum.Calls}/{sum.Errors}" : "nothing";
}
