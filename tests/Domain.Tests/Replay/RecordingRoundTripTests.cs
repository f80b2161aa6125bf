using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Replay;

public sealed class RecordingRoundTripTests
{
    [Fact]
    public void Write_AnyInput_IsReadBackUnchanged() =>
        InputSamples.Any.Sample(
            input =>
            {
                var line = Line(input);
                var read = new RecordingParser().Read(line.AsSpan(..^1));

                Assert.Equal((byte)'\n', line[^1]);
                Assert.DoesNotContain((byte)'\n', line[..^1]);
                Assert.Equal(input.GetType(), read.GetType());
                Assert.Equal(Content(input), Content(read));
            },
            iter: 3_000
        );

    [Fact]
    public void Write_EveryKindOfInput_HasALine()
    {
        var kinds = typeof(JudgingInput)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(JudgingInput)) && !type.IsAbstract)
            .Select(type => type.Name)
            .ToHashSet();

        var written = new HashSet<string>();
        InputSamples.Any.Sample(
            input =>
            {
                lock (written)
                {
                    written.Add(input.GetType().Name);
                }
            },
            iter: 2_000
        );

        Assert.Equal(kinds.Order(), written.Order());
    }

    [Fact]
    public void Header_WithALabel_IsReadBackUnchanged()
    {
        var header = new RecordingHeader(
            1,
            "Prod",
            Some.At(0.0000001),
            "0.1.0",
            new(Expectation.Rollback, "sse-heartbeat", Some.At(60), "streams stall after v1.9.0")
        );
        var output = new ArrayBufferWriter<byte>();
        RecordingWriter.Write(output, header);

        Assert.StartsWith(
            """{"recording":1,"environment":"Prod","startedAt":"2026-11-01T09:00:00Z","product":"0.1.0","label":{"expect":"rollback","trigger":"sse-heartbeat","onset":"2026-11-01T09:01:00Z",""",
            Encoding.UTF8.GetString(output.WrittenSpan),
            StringComparison.Ordinal
        );
        Assert.Equal(header, RecordingParser.ReadHeader(output.WrittenSpan));
    }

    [Theory]
    [InlineData("""{"tick":"2026-11-01T09:00:00.25Z"}""")]
    [InlineData("""{"health":"api-1","at":"2026-11-01T09:00:00Z","endpoint":"ready","status":200,"us":900}""")]
    [InlineData("""{"health":"api-1","at":"2026-11-01T09:00:00Z","endpoint":"healthz","fault":"refused","us":0}""")]
    [InlineData(
        """{"traffic":"api-1","at":"2026-11-01T09:00:00Z","calls":10,"errors":1,"bounds":[5],"counts":[3,10]}"""
    )]
    [InlineData(
        """{"contract":"api-1","at":"2026-11-01T09:00:00Z","path":"/api/config","status":200,"us":1,"broken":"no id"}"""
    )]
    [InlineData("""{"first-event":"api-1","at":"2026-11-01T09:00:00Z"}""")]
    [InlineData(
        """{"preflight":"api-1","at":"2026-11-01T09:00:00Z","origin":"https://a.example","answer":"forbidden"}"""
    )]
    [InlineData("""{"workflow":"flags","at":"2026-11-01T09:00:00Z","failed":"no „save“ button"}""")]
    [InlineData("""{"parity":"2026-11-01T09:00:00Z","critical":1,"differences":4,"first":"Jwt:Issuer"}""")]
    public void Read_DocumentedLine_IsWrittenTheSame(string line) =>
        Assert.Equal(
            line,
            Encoding.UTF8.GetString(Line(new RecordingParser().Read(Encoding.UTF8.GetBytes(line)))).Trim()
        );

    private static byte[] Line(JudgingInput input)
    {
        var output = new ArrayBufferWriter<byte>();
        RecordingWriter.Write(output, input);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Records compare their collections by reference; what they hold is what counts.</summary>
    private static string Content(JudgingInput input) =>
        input switch
        {
            JournalFact fact => Content(fact.Entry),
            Known known => Content(known.Entry),
            _ => JsonSerializer.Serialize(input, input.GetType(), EventBody.Json),
        };

    private static string Content(JournalEntry entry) =>
        entry.Position
        + Encoding.UTF8.GetString(EventBody.Write(entry.Stream, entry.Version, entry.At, entry.Actor, entry.Event));
}
