using System.Text;
using CsCheck;
using Mcpx.Domain.Replay;

namespace Mcpx.Domain.Tests.Replay;

public sealed class RecordingParserTests
{
    private const string At = "\"at\":\"2026-11-01T09:00:00Z\"";

    [Theory]
    [InlineData("", "does not contain any JSON")]
    [InlineData("nonsense", "invalid JSON literal")]
    [InlineData("[]", "must be one object")]
    [InlineData("{}", "must be one object")]
    [InlineData("""{"tick":"2026-11-01T09:00:00Z"} {}""", "byte")]
    [InlineData("""{"tick":"2026-11-01T09:00:0""", "byte")]
    [InlineData("""{"tick":"09:00"}""", "A time must be a UTC time like")]
    [InlineData("""{"tick":5}""", "A time must be a UTC time like")]
    [InlineData("""{"tock":"2026-11-01T09:00:00Z"}""", "'tock' is no kind of line")]
    [InlineData("""{"beat":7}""", "Text must stand here")]
    [InlineData("""{"beat":"api-1"}""", "'at' is missing")]
    [InlineData("""{"beat":"api-1",""" + At + "," + At + "}", "'at' stands there twice")]
    [InlineData("""{"beat":"api-1",""" + At + ""","us":1}""", "'us' does not belong here")]
    [InlineData("""{"beat":"api-1",""" + At + ""","uss":1}""", "'uss' is no property of a line")]
    [InlineData("""{"health":"api-1",""" + At + ""","endpoint":"ready"}""", "'us' is missing")]
    [InlineData(
        """{"health":"api-1",""" + At + ""","endpoint":"/ready","us":1}""",
        "'endpoint' must be healthz or ready"
    )]
    [InlineData(
        """{"health":"api-1",""" + At + ""","endpoint":"ready","fault":"bad","us":1}""",
        "'fault' must be dns,"
    )]
    [InlineData("""{"health":"api-1",""" + At + ""","endpoint":"ready","us":-1}""", "'us' must be a whole number")]
    [InlineData("""{"health":"api-1",""" + At + ""","endpoint":"ready","us":null}""", "'us' must be a whole number")]
    [InlineData("""{"health":"api-1",""" + At + ""","endpoint":"ready","us":1.5}""", "'us' must be a whole number")]
    [InlineData("""{"traffic":"api-1",""" + At + ""","calls":1,"errors":0,"bounds":[1]}""", "1 bounds and 0 counts")]
    [InlineData(
        """{"traffic":"a",""" + At + ""","calls":1,"errors":0,"bounds":[2,1],"counts":[1,1,1]}""",
        "The bounds do not ascend"
    )]
    [InlineData(
        """{"traffic":"a",""" + At + ""","calls":1,"errors":0,"bounds":[1],"counts":[2,1]}""",
        "A count is less than"
    )]
    [InlineData("""{"vantage":"a",""" + At + ""","answered":"yes"}""", "as a boolean")]
    [InlineData("""{"preflight":"a",""" + At + ""","origin":"o","answer":"no"}""", "'answer' must be allowed")]
    [InlineData("""{"fact":1}""", "'body' is missing")]
    [InlineData("""{"fact":1,"body":{}}""", "stream, type, actor and data are needed")]
    [InlineData(
        """{"fact":1,"body":{"stream":"environment/Prod","type":"RunStarted","schema":1,"actor":{},"data":null}}""",
        "stream, type, actor and data are needed"
    )]
    [InlineData(
        """{"fact":1,"body":{"stream":"environment/Prod","type":"DeploymentStarted","schema":1,"actor":{"name":"ci","role":"Deployer"},"data":{"id":"d1"}}}""",
        "missing required"
    )]
    [InlineData("""{"fact":1,"body":null}""", "stream, type, actor and data are needed")]
    [InlineData(
        """{"fact":1,"body":{"stream":"environment/Prod","type":"Nonsense","schema":1,"actor":{},"data":{}}}""",
        "Unknown event Nonsense"
    )]
    [InlineData("""{"restore":"2026-11-01T09:00:00Z","verdicts":[null]}""", "name each series once")]
    [InlineData("""{"restore":"2026-11-01T09:00:00Z","verdicts":[{}]}""", "missing required")]
    [InlineData("""{"configuration":"2026-11-01T09:00:00Z","options":null}""", "'options' must be an object")]
    public void Read_BadLine_IsOneClearError(string line, string expected)
    {
        var problem = Assert.Throws<FormatException>(() => Read(line));

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
        Assert.DoesNotContain("LineNumber", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"tick":"2026-11-01T09:00:00Z"}""", "This is no recording")]
    [InlineData("""{"recording":"1"}""", "This is no recording")]
    [InlineData("""{"recording":2,"anything":"else"}""", "Version 2 of the format is not known here")]
    [InlineData("""{"recording":1,"environment":"Prod"}""", "missing required")]
    [InlineData("""{"recording":1,"environment":"Prod","startedAt":"2026-11-01T09:00:00","product":"1"}""", "UTC time")]
    [InlineData(
        """{"recording":1,"environment":"Prod","startedAt":"2026-11-01T09:00:00Z","product":"1","label":{"expect":"x"}}""",
        "could not be converted"
    )]
    [InlineData(
        """{"recording":1,"environment":"Prod","startedAt":"2026-11-01T09:00:00Z","product":"1","lable":{}}""",
        "lable"
    )]
    public void ReadHeader_BadLine_IsOneClearError(string line, string expected) =>
        Assert.Contains(
            expected,
            Assert.Throws<FormatException>(() => RecordingParser.ReadHeader(Encoding.UTF8.GetBytes(line))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Read_AnyBytes_IsAnInputOrAFormatException() =>
        Gen.Select(InputSamples.Any, Gen.Int[0, 400], Gen.Byte)
            .Sample(
                (input, place, value) =>
                {
                    var output = new System.Buffers.ArrayBufferWriter<byte>();
                    RecordingWriter.Write(output, input);
                    var line = output.WrittenSpan[..^1].ToArray();
                    line[place % line.Length] = value;
                    try
                    {
                        Assert.NotNull(new RecordingParser().Read(line));
                    }
                    catch (FormatException problem)
                    {
                        Assert.NotEqual("", problem.Message);
                    }
                },
                iter: 5_000
            );

    private static object Read(string line) => new RecordingParser().Read(Encoding.UTF8.GetBytes(line));
}
