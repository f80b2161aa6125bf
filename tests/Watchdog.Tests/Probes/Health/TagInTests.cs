using System.Text;
using CsCheck;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Health;

namespace Mcpx.Watchdog.Tests.Probes.Health;

public sealed class TagInTests
{
    private static readonly string[] Pieces =
    [
        "{",
        "}",
        "[",
        "]",
        "\"tag\"",
        ":",
        ",",
        "\"v1.8.2\"",
        "\"\\ud800\"",
        "\"\\u00",
        "\"",
        "\\",
        "null",
        "1e999",
        "// c\n",
        "\"t\\u0061g\"",
        "\"\\udfffag\"",
        "\xff",
    ];

    [Theory]
    [InlineData("""{"tag":"v1.8.2"}""", "v1.8.2")]
    [InlineData("""{"contract":30,"tag":"v1.8.2","schema":118}""", "v1.8.2")]
    [InlineData("""{"Tag":"v1.8.2"}""", null)]
    [InlineData("""{"tag":""}""", null)]
    [InlineData("""{"tag":17}""", null)]
    [InlineData("""{"tag":null}""", null)]
    [InlineData("""["tag"]""", null)]
    [InlineData("\"tag\"", null)]
    [InlineData("", null)]
    [InlineData("<html>tag</html>", null)]
    [InlineData("""{"tag":"v1""", null)]
    [InlineData("""{"tag":"\ud800"}""", null)]
    public void TagIn_Answer_IsTheTagOrNothing(string body, string? expected) =>
        Assert.Equal(expected, HealthProbe.TagIn(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("""{"tag":"v1.8.2","schema":118}""", 118)]
    [InlineData("""{"schema":0}""", 0)]
    [InlineData("""{"schema":"118"}""", null)]
    [InlineData("""{"schema":1e99}""", null)]
    [InlineData("""{"schema":118.5}""", null)]
    [InlineData("""{"schema":99999999999}""", null)]
    [InlineData("""{"schema":null}""", null)]
    [InlineData("""{"tag":"v1.8.2"}""", null)]
    [InlineData("[118]", null)]
    [InlineData("", null)]
    public void SchemaIn_Answer_IsTheWholeNumberOrNothing(string body, int? expected) =>
        Assert.Equal(expected, HealthProbe.SchemaIn(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void TagIn_TagOfAMegabyte_IsNothing() =>
        Assert.Null(HealthProbe.TagIn(Encoding.UTF8.GetBytes($$"""{"tag":"{{new string('v', 1_000_000)}}"}""")));

    [Fact]
    public void TagIn_AnyBytes_NeverThrows() =>
        Gen
            .Byte.Array[0, 60]
            .Sample(bytes => Assert.True(HealthProbe.TagIn(bytes) is null or { Length: > 0 }), iter: 20_000);

    [Fact]
    public void TagIn_AlmostJson_NeverThrows() =>
        Gen.Int[0, Pieces.Length - 1]
            .Select(index => Pieces[index])
            .Array[0, 12]
            .Sample(
                pieces =>
                    Assert.True(
                        HealthProbe.TagIn(Encoding.Latin1.GetBytes(string.Concat(pieces))) is null or { Length: > 0 }
                    ),
                iter: 30_000
            );
}
