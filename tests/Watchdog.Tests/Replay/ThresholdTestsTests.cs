using System.Runtime.CompilerServices;
using System.Text.Json;
using CsCheck;
using Mcpx.Domain.Releases;
using Mcpx.Watchdog.Commands;
using Mcpx.Watchdog.Replay;
using Mcpx.Watchdog.Replay.ThresholdTests;

namespace Mcpx.Watchdog.Tests.Replay;

public sealed class ThresholdTestsTests : IDisposable
{
    private const string Head = """
        instances:
          api-1: Api
          web-1: Web
        lkg: { Api: v1 }

        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Example_WithTheRunbooksNumbers_Holds()
    {
        var (code, output, error) = Run(Example());

        Assert.Equal(("", 0), (error, code));
        Assert.Matches("^All [0-9]+ expectations of [0-9]+ tests hold.\n$", output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Unmet_State_NamesPlaceTimeAndSentence()
    {
        var (code, output, _) = Run(
            Write(
                Head
                    + """
                    tests:
                      - name: five minutes
                        series:
                          ready api-1: "ok x10, fail x61"
                        expect:
                          - at: 5m50s
                            series: availability/Api/api-1/ready
                            state: Breached
                          - { at: 5m51s, series: availability/Api/api-1/ready, state: Breached }
                    """
            )
        );

        Assert.Equal(1, code);
        var lines = output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(
            "tests.yaml:10:9: five minutes: at 5m50s availability/Api/api-1/ready is Pending, not Breached: /ready failed on api-1 for 5 min; limit 5 min",
            lines[0][(lines[0].IndexOf("tests.yaml", StringComparison.Ordinal))..]
        );
        Assert.Equal("1 of 2 expectations of 1 tests failed.", lines[1]);
    }

    [Fact]
    public void Unmet_Json_HasLineAndColumn()
    {
        var path = Write(
            Head
                + """
                tests:
                  - name: quiet
                    series: { ready api-1: "ok x3" }
                    expect:
                      - { at: 10s, proposal: rollback }
                """
        );

        using var document = JsonDocument.Parse(Run(path, json: true).Output);

        var failed = document.RootElement.GetProperty("failed")[0];
        Assert.Equal((9, 9), (failed.GetProperty("line").GetInt32(), failed.GetProperty("column").GetInt32()));
        Assert.Equal(
            "at 10s the proposal is none, not rollback: no incident is open",
            failed.GetProperty("text").GetString()
        );
    }

    [Theory]
    [InlineData("Availability: { HoldFor: 00:01:00 }", 60)]
    [InlineData("Availability: { HoldFor: 00:02:00 }", 120)]
    public void Thresholds_InTheFile_Count(string thresholds, int breachedAfter)
    {
        var body = $$"""
            thresholds:
              {{thresholds}}
            tests:
              - name: held to its own
                interval: 1s
                series:
                  ready api-1: "ok x10, fail x200"
                expect:
                  - { at: {{10 + breachedAfter}}s, series: availability/Api/api-1/ready, state: Pending }
                  - { at: {{11 + breachedAfter}}s, series: availability/Api/api-1/ready, state: Breached }
            """;

        Assert.Equal(("", 0), Both(Head + body));
    }

    [Fact]
    public void Thresholds_OfATest_GoOverThoseOfTheFile() =>
        Assert.Equal(
            ("", 0),
            Both(
                Head
                    + """
                    thresholds: { SseHeartbeat: { LimitGap: 00:00:30 } }
                    tests:
                      - name: of the file
                        series: { beats api-1: "1s x6, _ x10" }
                        expect: [{ at: 50s, series: sse-heartbeat/Api/api-1, state: Healthy }]
                      - name: of the test
                        thresholds: { SseHeartbeat: { LimitGap: 00:00:05 } }
                        series: { beats api-1: "1s x6, _ x10" }
                        expect: [{ at: 36s, series: sse-heartbeat/Api/api-1, state: Breached }]
                    """
            )
        );

    [Fact]
    public void Config_IsInherited_WithItsInstancesAndNumbers()
    {
        using var configuration = new ConfigurationFile();
        configuration.Release("v1.8.2");
        configuration.With("Watchdog:Environments:Prod:Triggers:SseHeartbeat:LimitGap", "\"00:00:10\"");
        var tests = Write(
            """
            tests:
              - name: the configured limit
                series: { beats api-1: "1s x6, _ x10" }
                expect: [{ at: 40s, series: sse-heartbeat/Api/api-1, state: Breached }]
            """
        );

        var (code, output, error) = Run(tests, configuration.Write());

        Assert.Equal(("", 0), (error, code));
        Assert.StartsWith("All 1 expectations", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Deployment_Bad_ProposesAndWithoutItAdvises() =>
        Assert.Equal(
            ("", 0),
            Both(
                Head
                    + """
                    tests:
                      - name: deployed
                        series: { calls api-1: "100/9 x200" }
                        deployments: [{ at: 10s, component: Api, tag: v2 }]
                        expect:
                          - { at: 1m, series: error-rate/Api/api-1, state: Deploying }
                          - { at: 15m, proposal: rollback }
                      - name: not deployed
                        series: { calls api-1: "100/9 x200" }
                        expect: [{ at: 15m, proposal: investigate }]
                    """
            )
        );

    [Fact]
    public void Series_WithoutASample_IsMissingAndSeriesNotNamedIsNot() =>
        Assert.Equal(
            ("", 0),
            Both(
                Head
                    + """
                    tests:
                      - name: named
                        series: { ready api-1: "_ x200" }
                        expect:
                          - { at: 9m59s, series: availability/Api/api-1/ready, state: NoData, proposal: none }
                          - { at: 10m1s, proposal: investigate }
                      - name: not named
                        series: { ready api-1: "ok x200" }
                        expect: [{ at: 11m, proposal: none }]
                    """
            )
        );

    [Theory]
    [InlineData("interval: 5sec\ntests: []", ":6:11: interval = 5sec: must be a duration")]
    [InlineData("tests: 7", ":6:8: tests must be a list")]
    [InlineData(
        "thresholds: { Availability: { HoldFor: soon } }\ntests: []",
        ":6:31: Triggers:Availability:HoldFor = soon"
    )]
    [InlineData(
        "thresholds: { Availability: { HoldFor: -00:01:00 } }\ntests: []",
        ":6:31: Triggers:Availability:HoldFor = -00:01:00"
    )]
    [InlineData("thresholds: { Avail: 1 }\ntests: []", ":6:15: Triggers:Avail = 1: unknown key")]
    [InlineData(
        "tests: [{ name: a, series: { ready api-9: ok }, expect: [{ at: 1s, proposal: none }] }]",
        ":6:30: no instance api-9"
    )]
    [InlineData(
        "tests: [{ name: a, series: { calls web-1: 1/0 }, expect: [{ at: 1s, proposal: none }] }]",
        ":6:30: web-1 is no Api instance"
    )]
    [InlineData(
        "tests: [{ name: a, series: { ready api-1: \"ok, bad x3\" }, expect: [{ at: 1s, proposal: none }] }]",
        ":6:48: bad: must be ok, fail"
    )]
    [InlineData(
        "tests: [{ name: a, series: { parity: \"0\" }, expect: [{ at: 1s, proposal: none }] }]",
        ":6:30: parity is judged in RTM only"
    )]
    [InlineData(
        "tests: [{ name: a, series: { beats api-1: \"1s, stale\" }, expect: [{ at: 1s, proposal: none }] }]",
        ":6:48: signs of life cannot be stale"
    )]
    [InlineData(
        "tests: [{ name: a, expect: [{ at: 1s, series: latensy/Api/api-1, state: Healthy }] }]",
        ":6:29: nothing judges latensy/Api/api-1; judged are"
    )]
    [InlineData(
        "tests: [{ name: a, expect: [{ at: 1s, series: latency/Api/api-1 }] }]",
        ":6:29: series and state belong together"
    )]
    [InlineData(
        "tests: [{ name: a, expect: [{ at: 1s, proposal: maybe }] }]",
        ":6:49: proposal = maybe: must be one of None, Investigate, Rollback"
    )]
    [InlineData("tests: [{ expect: [{ at: 1s, proposal: none }] }]", ":6:9: name is missing")]
    [InlineData("tests: [{ name: a }]", ":6:9: a test must expect something")]
    [InlineData("tests: [{ name: a, expects: [] }]", ":6:20: unknown key expects")]
    [InlineData("tests: [1, 2", "tests.yaml:7:1: While")]
    [InlineData("a: [1\nb: 2\n", "no YAML can be read")]
    [InlineData("tests: {", "tests.yaml:")]
    public void Read_Wrong_IsNamedByLineAndColumn(string body, string expected)
    {
        var (code, output, error) = Run(Write("# a comment first\n" + Head.ReplaceLineEndings("\n") + body));

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyErrors_AreAllNamed()
    {
        var (_, _, error) = Run(Write("interval: 1\ntests:\n  - nam: a\n    expect: [{ at: x }]\n"));

        Assert.Equal(6, error.Trim().Split('\n').Length);
    }

    [Fact]
    public void Read_ExampleWithAnyByteChanged_IsReadOrRefused()
    {
        var text = File.ReadAllText(Example());
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Char["\t :x,-[]{}\"'#&*|>%@0_\n"])
            .Sample(
                (place, changed) =>
                {
                    var path = _folder.File(
                        $"changed-{place}-{(int)changed}.yaml",
                        text.Remove(place, 1).Insert(place, changed.ToString())
                    );
                    try
                    {
                        Assert.NotNull(
                            ThresholdTestReader.Read(
                                path,
                                configured: null,
                                new Dictionary<string, Release>(StringComparer.Ordinal)
                            )
                        );
                    }
                    catch (BadFileException problem)
                    {
                        Assert.All(
                            problem.Problems,
                            line => Assert.StartsWith(path + ":", line, StringComparison.Ordinal)
                        );
                    }
                },
                iter: 300,
                threads: 1
            );
    }

    private static string Example([CallerFilePath] string here = "") =>
        Path.GetFullPath(
            Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "deploy", "thresholds", "example-tests.yaml")
        );

    private string Write(string text) => _folder.File("tests.yaml", text);

    /// <summary>What was unmet or wrong, and the exit code.</summary>
    private (string Unmet, int Code) Both(string text)
    {
        var (code, output, error) = Run(Write(text));
        return (error + (code == 0 ? "" : output), code);
    }

    private static (int Code, string Output, string Error) Run(string tests, string? config = null, bool json = false)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = ThresholdTestReport.Run(tests, config, json, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
