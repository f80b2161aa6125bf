using System.Text;
using CsCheck;
using Mcpx.Watchdog.Probes;

namespace Mcpx.Watchdog.Tests.Probes;

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

    private static void Holds(byte[] text)
    {
        var sum = Exposition.Sum(text, new(), "/api/events");
        Assert.True(sum is null or { Calls: >= 0, Errors: >= 0 } && (sum is not { } s || s.Errors <= s.Calls));
    }

    private static string Sum(byte[] text) =>
        Exposition.Sum(text, new(), "/api/events") is { } sum ? $"{sum.Calls}/{sum.Errors}" : "nothing";
}
