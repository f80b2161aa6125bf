using System.Text;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Probes.Traffic;

namespace Mcpx.Watchdog.Tests.Probes.Traffic;

public sealed class ExpositionTests
{
    private static readonly DateTimeOffset Now = Some.Start;

    private static readonly long Seconds = Now.ToUnixTimeSeconds();

    public static TheoryData<string, string> Lines =>
        new()
        {
            { "portal_http_requests_total{code=\"200\"} 10", "10/0" },
            { "portal_http_requests_total 10", "NoCode" },
            { "portal_http_requests_total\t10", "NoCode" },
            { "portal_http_requests_total{code=\"200\"}\t10\t2000000000000", "10/0" },
            { "portal_http_requests_total{code=\"200\"} 10 2000000000000", "10/0" },
            { "portal_http_requests_total{code=\"200\"} 10 1730000000000", "Stale" },
            { "portal_http_requests_total{code=\"503\",route=\"/x\"} 1.0e1", "10/10" },
            { "portal_http_requests_total{code=\"200\"} 10\r\nportal_http_requests_total{code=\"500\"} 2\r\n", "12/2" },
            { "portal_http_requests_total{code=\"200\"} 7 # {trace_id=\"a b\"} 0.5 1.6", "7/0" },
            { "portal_http_requests_total{route=\"/a\\\"}b\\\\\",code=\"500\"} 3", "3/3" },
            { "portal_http_requests_total{route=\"a\\nb, code=\\\"500\\\"\",code=\"200\"} 4", "4/0" },
            { "portal_http_requests_total{ code = \"500\" , route=\"/x\" } 4", "4/4" },
            { "portal_http_requests_total{code=\"500\",} 4", "4/4" },
            {
                "portal_http_requests_total{code=\"200\",caller=\"watchdog\"} 90\nportal_http_requests_total{code=\"200\",caller=\"user\"} 1",
                "1/0"
            },
            { "portal_http_requests_total{code=\"500\",route=\"/api/events\"} 90", "0/0" },
            { "portal_http_requests_total{code=\"200\"} NaN", "NoNumber" },
            { "portal_http_requests_total{code=\"200\"} +Inf", "NoNumber" },
            { "portal_http_requests_total{code=\"200\"} -5", "NoNumber" },
            { "portal_http_requests_total{code=\"200\"} 9e17", "TooLarge" },
            {
                "portal_http_requests_total{code=\"200\"} 9e11\nportal_http_requests_total{code=\"201\"} 9e11",
                "TooLarge"
            },
            { "portal_http_requests_total{code=\"200\"} NaN\nportal_http_requests_total{code=\"500\"} 2", "NoNumber" },
            { "portal_http_requests_total{code=\"200\"}", "line 1: no value" },
            {
                "portal_http_requests_total{code=\"200",
                "line 1: a label's value that does not end, or an escape that means nothing"
            },
            { "portal_http_requests_totals 4", "Missing" },
            { "portal_http_requests_total_created{code=\"200\"} 1.7e9", "Missing" },
            { "# HELP portal_http_requests_total 10\n# TYPE portal_http_requests_total counter", "Missing" },
            { "", "Missing" },
            { "<html>portal_http_requests_total 5</html>", "line 1: no metric's name" },
            { "portal_http_requests_total{code=\"200\"} 7\nportal_http_requests_total{code=\"200\"} 7", "7/0" },
            {
                "portal_http_requests_total{a=\"1\",code=\"200\"} 7\nportal_http_requests_total{code=\"200\",a=\"1\"} 7",
                "7/0"
            },
            {
                "portal_http_requests_total{a=\"1\",code=\"200\"} 7\nportal_http_requests_total{code=\"200\",a=\"1\"} 8",
                "Twice"
            },
            {
                "portal_http_requests_total{code=\"200\",b=\"\"} 7\nportal_http_requests_total{code=\"200\"} 8",
                "Twice"
            },
            { "portal_http_requests_total{code=\"200\",code=\"500\"} 7", "line 1: the same label twice" },
            { "portal_http_requests_total{code=\"5xx\"} 7\nportal_http_requests_total{code=\"2xx\"} 8", "15/7" },
            { "portal_http_requests_total{code=\"5\"} 7\nportal_http_requests_total{code=\"50000\"} 8", "15/0" },
            { "\n  # a comment\n\t\n  portal_http_requests_total{code=\"500\"} 7  ", "7/7" },
            {
                "other{a=\"\\x\"} 1\nportal_http_requests_total{code=\"200\"} 1",
                "line 1: a label's value that does not end, or an escape that means nothing"
            },
            { "portal_http_requests_total{code=\"200\"} 1\nother one", "line 2: no value" },
            { "portal_http_requests_total{code=\"200\"} 0x10", "line 1: no value" },
            { "portal_http_requests_total{code=\"200\"} 1_000", "line 1: no value" },
            {
                "portal_http_requests_total{code=\"200\"} 1 2000000000000 3",
                "line 1: something stands behind the time"
            },
            {
                "portal_http_requests_total{code=\"200\"} 1 NaN",
                "line 1: neither a time nor an exemplar after the value"
            },
            { "{\"portal_http_requests_total\",code=\"500\"} 3", "3/3" },
            {
                "{\"a metric\",\"a label\"=\"x\"} 1\nportal_http_requests_total{code=\"500\",\"ü \\\"q\\\"\"=\"\\\\\"} 3",
                "3/3"
            },
            { "{code=\"500\"} 3", "line 1: no metric's name" },
            { "# TYPE portal_http_requests_total gauge\nportal_http_requests_total{code=\"500\"} 3", "3/3" },
        };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Sum_Text_CountsWhatIsThereAndNothingElse(string text, string expected) =>
        Assert.Equal(expected, Sum(text));

    [Fact]
    public void Sum_OtherNamesConfigured_AreUsed()
    {
        var reading = Read(
            """
            http{status="502",path="/a",by="x"} 5
            http{status="502",by="us"} 7
            http{status="429",by="x"} 8
            http{status="500",by="robot"} 9
            http{status="500",path="/api/events/7",by="x"} 10

            """.ReplaceLineEndings("\n"),
            new()
            {
                RequestCounter = new()
                {
                    Name = "http",
                    CodeLabel = "status",
                    RouteLabel = "path",
                    CallerLabel = "by",
                    OwnCaller = "us",
                    OwnCallers = ["robot"],
                    ErrorCodes = "429|5..",
                },
                Routes = new() { Streams = ["/api/events/*"] },
            }
        );

        Assert.Equal((13, 13), (reading.Calls, reading.Errors));
    }

    [Fact]
    public void Sum_CounterWithoutTotal_HasItInOpenMetrics()
    {
        var probes = new ProbeOptions { RequestCounter = new() { Name = "http" } };

        Assert.Equal("3/0", Outcome(Read("http_total{code=\"200\"} 3\n# EOF\n", probes)));
        Assert.Equal("Missing", Outcome(Read("http_total{code=\"200\"} 3\n", probes)));
    }

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
            { Buckets("/healthz", "user", 9, 9, 9) + Buckets("/ready", "user", 9, 9, 9), "Missing" },
            { Buckets("/api/a\\\"}b\\\\", "user", 3, 5, 6), "600000:3 1000000:5 6" },
            { Buckets("/api/a\\nb,le=\\\"9\\\"", "user", 3, 5, 6), "600000:3 1000000:5 6" },
            { Buckets("/api/jobs", "user", "3", "NaN", "6"), "600000:3 6" },
            { Buckets("/api/jobs", "user", "3", "-1", "6"), "600000:3 6" },
            { Buckets("/api/jobs", "user", "3", "5", "NaN"), "Shape" },
            { Buckets("/api/jobs", "user", 3, 5, 6).Replace("+Inf", "10", StringComparison.Ordinal), "Shape" },
            { Buckets("/api/jobs", "user", 3, 5, 6) + Bucket("/api/flags", "user", "0.6", "1"), "Shape" },
            { Buckets("/api/jobs", "user", 5, 3, 6), "Shape" },
            { Buckets("/api/jobs", "user", 3, 5, 4), "Shape" },
            { Buckets("/api/jobs", "user", "3", "5", "9e17"), "Shape" },
            { Bucket("/api/jobs", "user", "+Inf", "6"), "Shape" },
            { "portal_http_request_seconds_bucket{le=\"+Inf\"} 6\nportal_http_request_seconds_bucket 4", "Missing" },
            { "portal_http_request_seconds_sum{route=\"/api/jobs\"} 6", "Missing" },
            { "", "Missing" },
            { Buckets("/api/jobs", "user", 3, 5, 6) + Buckets("/api/jobs", "user", 3, 5, 6), "600000:3 1000000:5 6" },
            { Buckets("/api/jobs", "user", 3, 5, 6) + Buckets("/api/jobs", "user", 3, 5, 7), "Twice" },
        };

    [Theory]
    [MemberData(nameof(Histograms))]
    public void Durations_Text_AreExactOrNothing(string text, string expected) =>
        Assert.Equal(expected, Durations(text));

    [Fact]
    public void Durations_SeriesWithOtherBounds_KeepTheBoundsOfBoth()
    {
        var text =
            Buckets("/api/jobs", "user", 3, 5, 6)
            + Bucket("/api/flags", "user", "0.2", "1")
            + Bucket("/api/flags", "user", "1", "2")
            + Bucket("/api/flags", "user", "+Inf", "2");

        Assert.Equal("1000000:7 8", Durations(text));
    }

    [Theory]
    [InlineData(DurationUnit.Seconds, "0.5", 500_000)]
    [InlineData(DurationUnit.Seconds, "5e-1", 500_000)]
    [InlineData(DurationUnit.Milliseconds, "500", 500_000)]
    [InlineData(DurationUnit.Milliseconds, "500.0", 500_000)]
    public void Durations_OtherNamesConfigured_AreUsed(DurationUnit unit, string bound, long microseconds)
    {
        var text =
            $"t_bucket{{path=\"/v1/a\",by=\"x\",max=\"{bound}\"}} 1\nt_bucket{{path=\"/v1/a\",by=\"x\",max=\"+Inf\"}} 2\n"
            + "t_bucket{path=\"/v1/live\",by=\"x\",max=\"+Inf\"} 9\nt_bucket{path=\"/api/a\",by=\"x\",max=\"+Inf\"} 9\n";

        var durations = Read(
            text,
            new()
            {
                DurationHistogram = new()
                {
                    Name = "t",
                    BoundLabel = "max",
                    RouteLabel = "path",
                    CallerLabel = "by",
                    Unit = unit,
                },
                Routes = new() { Json = ["/v1/*"], Streams = ["^/live$", "/v1/live"] },
            }
        ).Durations;

        Assert.Equal((IEnumerable<long>)[microseconds], durations!.Bounds);
        Assert.Equal((IEnumerable<long>)[1, 2], durations!.Counts);
    }

    [Fact]
    public void Durations_NoRouteLabelAndAllAreJson_AreRead() =>
        Assert.Equal(
            (IEnumerable<long>)[1, 2],
            Read(
                "t_bucket{le=\"0.6\"} 1\nt_bucket{le=\"+Inf\"} 2\n",
                new()
                {
                    DurationHistogram = new() { Name = "t" },
                    Routes = new() { Json = ["*"] },
                }
            ).Durations!.Counts
        );

    public static TheoryData<string, string?, string> Endings =>
        new()
        {
            { "# EOF\n", "application/openmetrics-text; version=1.0.0; charset=utf-8", "10/0" },
            { "# EOF", "application/openmetrics-text; version=1.0.0; charset=utf-8", "10/0" },
            { "# EOF", null, "10/0" },
            { "# EOF\r\n", null, "10/0" },
            { "", "application/openmetrics-text; version=1.0.0", "line 4: cut off: no # EOF at the end" },
            { "", null, "line 4: cut off: no # EOF at the end" },
            { "# EOF\nmore 1\n", "Application/OpenMetrics-Text", "line 6: something stands behind # EOF" },
            { "", "text/plain; version=0.0.4", "Missing" },
            { "portal_http_requests_total{code=\"200\"} 1", "text/plain", "cut off: the last line does not end" },
        };

    [Theory]
    [MemberData(nameof(Endings))]
    public void Read_Ending_SaysWhetherTheScrapeIsWhole(string ending, string? type, string expected)
    {
        var isText = type?.StartsWith("text", StringComparison.Ordinal) == true;
        var text =
            (
                isText
                    ? "# TYPE portal_http_requests counter\n"
                    : """
                        # HELP portal_http_requests Requests answered.
                        # TYPE portal_http_requests counter
                        portal_http_requests_total{code="200"} 10 # {trace_id="a b"} 0.5 1.6e9
                        portal_http_requests_created{code="200"} 1.6e9

                        """.ReplaceLineEndings("\n")
            ) + ending;

        Assert.Equal(expected, Outcome(Read(text, new(), type)));
    }

    [Theory]
    [InlineData("# TYPE a unknown\n", true)]
    [InlineData("# TYPE a info\n", true)]
    [InlineData("# TYPE a stateset\n", true)]
    [InlineData("# UNIT a_seconds seconds\n", true)]
    [InlineData("# TYPE a counter\na_total{} 1\n", true)]
    [InlineData("# TYPE a_total counter\na_total{} 1\n", false)]
    [InlineData("# TYPE a histogram\na_total 1\n", false)]
    [InlineData("# HELP a # EOF\na 1\n", false)]
    [InlineData("# TYPE\n# TYPE  \n", false)]
    [InlineData("", false)]
    public void Read_NoContentType_IsOpenMetricsByWhatOnlyThatHas(string text, bool isOpen) =>
        Assert.Equal(isOpen, Read(text).Problem?.EndsWith("no # EOF at the end", StringComparison.Ordinal) == true);

    [Fact]
    public void Read_NotUtf8_IsNoScrape() =>
        Assert.Equal(
            "not UTF-8",
            Exposition
                .Read(
                    [.. "portal_http_requests_total{code=\""u8, 0xff, .. "\"} 1\n"u8],
                    null,
                    TrafficMap.Of(new()),
                    Now
                )
                .Problem
        );

    [Fact]
    public void Read_OwnTimes_AreTheSamplesTime()
    {
        var text =
            $"portal_http_requests_total{{code=\"200\"}} 1 {Seconds - 20}000\nportal_http_requests_total{{code=\"500\"}} 2 {Seconds - 10}500\n";

        Assert.Equal(Now.AddSeconds(-9.5), Read(text).At);
        Assert.Equal(
            Now.AddSeconds(-9.5),
            Read(
                text.Replace("000\n", "\n", StringComparison.Ordinal).Replace("500\n", ".5\n", StringComparison.Ordinal)
                    + "# EOF"
            ).At
        );
        Assert.Null(Read(text + "portal_http_requests_total{code=\"201\"} 2\n").At);
    }

    [Theory]
    [InlineData(-300, "3/2")]
    [InlineData(-301, "Stale")]
    [InlineData(400, "3/2")]
    public void Read_OneSampleOlderThanFiveMinutes_TakesTheWholeSum(int seconds, string expected) =>
        Assert.Equal(
            expected,
            Sum(
                $"portal_http_requests_total{{code=\"200\"}} 1\nportal_http_requests_total{{code=\"500\"}} 2 {Seconds + seconds}000\n"
            )
        );

    public static TheoryData<string, string> Refusals =>
        new()
        {
            { "", "Missing" },
            { "# TYPE portal_cors_rejections_total counter\n", "https://a 0, https://b 0" },
            { "# TYPE portal_cors_rejections counter\n# EOF\n", "https://a 0, https://b 0" },
            { Refused("https://a", 3), "https://a 3, https://b 0" },
            { Refused("HTTPS://A", 3) + Refused("https://a", 4), "https://a 7, https://b 0" },
            { Refused("https://a", 3) + Refused("https://evil", 40), "https://a 3, https://b 0" },
            { Refused("https://a", 3) + Refused("https://a", 40, "watchdog"), "https://a 3, https://b 0" },
            { Refused("https://a", double.NaN), "NoNumber" },
            { "portal_cors_rejections_total 7\n", "https://a 0, https://b 0" },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Refusals_Text_AreCountedByIntendedOrigin(string text, string expected)
    {
        var reading = Read(text, new() { Cors = new() { IntendedOrigins = ["https://a", "https://b"] } });

        Assert.Equal(
            expected,
            reading.RefusalFault == TrafficFault.None
                ? string.Join(", ", reading.Refusals.Select(one => $"{one.Origin} {one.Refused}"))
                : reading.RefusalFault.ToString()
        );
    }

    [Fact]
    public void Refusals_CounterOfAllErrors_CountsTheConfiguredCode()
    {
        var reading = Read(
            "errors_total{kind=\"origin_forbidden\",from=\"https://a\"} 3\nerrors_total{kind=\"not_found\",from=\"https://a\"} 9\n",
            new()
            {
                Cors = new()
                {
                    IntendedOrigins = ["https://a"],
                    Counter = new()
                    {
                        Name = "errors_total",
                        OriginLabel = "from",
                        CodeLabel = "kind",
                    },
                },
            }
        );

        Assert.Equal(3, Assert.Single(reading.Refusals).Refused);
    }

    private static string Refused(string origin, double count, string caller = "user") =>
        FormattableString.Invariant(
            $"portal_cors_rejections_total{{origin=\"{origin}\",caller=\"{caller}\"}} {count}\n"
        );

    private static string Buckets(string route, string caller, params object[] counts) =>
        Bucket(route, caller, "0.6", counts[0])
        + Bucket(route, caller, "1", counts[1])
        + Bucket(route, caller, "+Inf", counts[2]);

    private static string Bucket(string route, string caller, string bound, object count) =>
        $"portal_http_request_seconds_bucket{{route=\"{route}\",caller=\"{caller}\",le=\"{bound}\"}} {count}\n";

    private static string Durations(string text) =>
        Read(Ended(text)) is { Durations: { } durations }
            ? string.Join(' ', durations.Bounds.Zip(durations.Counts, (bound, count) => $"{bound}:{count}"))
                + $" {durations.Counts[^1]}"
            : Read(Ended(text)).DurationFault.ToString();

    private static string Sum(string text) => Outcome(Read(Ended(text)));

    private static string Outcome(TrafficReading reading) =>
        reading.Problem
        ?? (reading.Fault == TrafficFault.None ? $"{reading.Calls}/{reading.Errors}" : reading.Fault.ToString());

    private static string Ended(string text) => text.Length == 0 || text.EndsWith('\n') ? text : $"{text}\n";

    private static TrafficReading Read(string text, ProbeOptions? probes = null, string? type = null) =>
        Exposition.Read(Encoding.UTF8.GetBytes(text), type, TrafficMap.Of(probes ?? new()), Now);
}
