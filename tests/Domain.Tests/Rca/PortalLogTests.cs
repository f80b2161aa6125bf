using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Rca;

public sealed class PortalLogTests
{
    [Fact]
    public void IdsOf_Calls_AreThoseOfTheExcerptsThatAreSafeInAQuery() =>
        Assert.Equal(
            ["req-1", "req-3"],
            PortalLog.IdsOf([
                Failed(1, "req-1", 500),
                Failed(2, "req-2", 500),
                Failed(3, "req-3", 502),
                Failed(4, "x\" or 1==1", 503),
                Failed(5, "r", 504),
                Failed(6, null, 505),
            ])
        );

    [Fact]
    public void Read_MoreThanIsKept_IsCutAndInTheOrderOfTheIds()
    {
        var found = Enumerable.Range(0, 9).Select(at => new LogLine("b", $"{at} {new string('x', 500)}")).ToList();

        var read = PortalLog.Read(["a", "b"], [.. found, new("a", "one"), new("a", "one"), new("other", "not asked")]);

        Assert.Equal(["a", "b", "b", "b", "b", "b"], read.Lines.Select(line => line.RequestId));
        Assert.Equal(PortalLog.LongestLine + 2, read.Lines[1].Text.Length);
        Assert.Equal(new LogLine("c", "no line was found"), PortalLog.Read(["c"], []).Rows.Single());
    }

    [Theory]
    [InlineData("/var/log/portal/api-*.log", true)]
    [InlineData(@"C:\logs\api.log", true)]
    [InlineData("logs/api.log", false)]
    [InlineData("/var/*/api.log", false)]
    [InlineData("/var/log/", false)]
    [InlineData("/", false)]
    public void Validate_Files_AreFullPathsWithPatternsInTheNameOnly(string file, bool isGood) =>
        Assert.Equal(isGood ? [] : ["Watchdog:Environments:Prod:Logs:Files:0"], Errors(new() { Files = [file] }));

    [Theory]
    [InlineData("https://logs.example.com/q?r={requestId}&a={from}&b={to}", null)]
    [InlineData("https://logs.example.com/q", "Address")]
    [InlineData("ftp://logs.example.com/{requestId}", "Address")]
    [InlineData("http://logs.example.com/{requestId}", "Address")]
    public void Validate_Address_HoldsTheIdAndNoTokenInClear(string address, string? key) =>
        Assert.Equal(
            key is null ? [] : [$"Watchdog:Environments:Prod:Logs:{key}"],
            Errors(new() { Address = address, TokenVariable = "LOGS" })
        );

    [Fact]
    public void Validate_BothOrNeither_IsOneError()
    {
        Assert.Equal(["Watchdog:Environments:Prod:Logs"], Errors(new()));
        Assert.Equal(
            ["Watchdog:Environments:Prod:Logs"],
            Errors(new() { Files = ["/a/b"], Address = "https://logs.example.com/{requestId}" })
        );
    }

    private static IEnumerable<string> Errors(PortalLogOptions logs) =>
        OptionsValidator
            .Validate(
                new()
                {
                    Environments = new Dictionary<string, EnvironmentOptions> { ["Prod"] = new() { Logs = logs } },
                },
                []
            )
            .Select(error => error.Key)
            .Where(key => key.Contains(":Logs", StringComparison.Ordinal));

    private static FailedCall Failed(double at, string? request, int status) =>
        new(Some.At(at), "api-1", "GET /api/flags", Fault.None, status, request, null);
}
