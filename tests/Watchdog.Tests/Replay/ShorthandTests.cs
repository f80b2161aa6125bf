using CsCheck;
using Mcpx.Watchdog.Replay.ThresholdTests;
using Mcpx.Watchdog.Yaml;

namespace Mcpx.Watchdog.Tests.Replay;

public sealed class ShorthandTests
{
    private static readonly Gen<(string Value, int Count)> Runs = Gen.Select(
        Gen.Int[0, 6].Select(i => new[] { "ok", "fail", "_", "stale", "100/5", "95@120ms+5@900ms", "v1.8.2" }[i]),
        Gen.Int[1, 1_000]
    );

    [Fact]
    public void Read_AnyRuns_AreReadBackWithTheirPlace() =>
        Gen.Select(Runs.Array[0, 20], Gen.Int[0, 3], Gen.Int[0, 3])
            .Sample(
                (runs, before, after) =>
                {
                    (string Value, int Count)[] all = [("ok", 1), .. runs];
                    var separator = new string(' ', before) + "," + new string(' ', after);
                    var text = string.Join(
                        separator,
                        all.Select(run => run.Count == 1 ? run.Value : $"{run.Value} x{run.Count}")
                    );

                    var (read, problem, _) = Shorthand.Read(text);

                    Assert.Null(problem);
                    Assert.Equal(all, read.Select(run => (run.Value, run.Count)));
                    Assert.All(read, run => Assert.StartsWith(run.Value, text[run.Offset..], StringComparison.Ordinal));
                }
            );

    [Fact]
    public void Read_AnyText_NeverThrows() =>
        Gen.Char["ok_x,0123 /@+sm\t"]
            .Array[0, 60]
            .Sample(chars =>
            {
                var text = new string(chars);
                var (_, problem, offset) = Shorthand.Read(text);

                Assert.True(problem is null || offset <= text.Length);
            });

    [Theory]
    [InlineData("", 0, "missing between two commas")]
    [InlineData("ok x10, , ok", 8, "missing between two commas")]
    [InlineData("ok x10, fail 61", 8, "“fail 61”")]
    [InlineData("ok x0", 0, "“ok x0”")]
    [InlineData("ok x-1", 0, "“ok x-1”")]
    [InlineData("ok,  fail xx3", 5, "“fail xx3”")]
    [InlineData("stale", 0, "nothing can be stale")]
    [InlineData("_ x3, stale", 6, "nothing can be stale")]
    [InlineData("ok x120961", 0, "at most 120960 samples")]
    [InlineData("ok x100000, ok x100000", 12, "at most 120960 samples")]
    [InlineData("ok x99999999999", 0, "a run is a value")]
    public void Read_Wrong_SaysWhatAndWhere(string text, int offset, string expected)
    {
        var (_, problem, at) = Shorthand.Read(text);

        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.Equal(offset, at);
    }

    [Fact]
    public void Duration_Any_IsReadBack() =>
        Gen.Long[0, TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond]
            .Sample(microseconds =>
            {
                var duration = TimeSpan.FromMicroseconds(microseconds);

                Assert.Equal(duration, ShortDuration.Read(ShortDuration.Write(duration)));
            });

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("5min")]
    [InlineData("5s3m")]
    [InlineData("5m5m")]
    [InlineData("-5m")]
    [InlineData("1.5s")]
    [InlineData("99999999999h")]
    [InlineData("999999999h")]
    public void Duration_Wrong_IsNone(string text) => Assert.Null(ShortDuration.Read(text));
}
