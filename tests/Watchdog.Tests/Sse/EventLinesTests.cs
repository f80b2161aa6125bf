using System.Text;
using CsCheck;
using Mcpx.Watchdog.Sse;

namespace Mcpx.Watchdog.Tests.Sse;

public sealed class EventLinesTests
{
    private static readonly string[] Pieces =
    [
        "data",
        "event",
        "id",
        ":",
        " x",
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "datax: y\n",
    ];

    [Theory]
    [InlineData("data: x\n\n", "Sign, Event")]
    [InlineData("data: x\r\n\r\n", "Sign, Event")]
    [InlineData("data: x\r\r", "Sign, Event")]
    [InlineData("data\n\n", "Sign, Event")]
    [InlineData("data:\n\n", "Sign, Event")]
    [InlineData("event\n\n", "Sign, Event")]
    [InlineData("event: hello\ndata: {}\n\n", "Sign, Event")]
    [InlineData("id: 7\ndata: {}\nretry: 5\n\n", "Sign, Event")]
    [InlineData(": keep-alive\n", "Sign")]
    [InlineData(":\n", "Sign")]
    [InlineData("event: hello\n: note\n", "Sign")]
    [InlineData("retry: 3000\n\n", "Sign")]
    [InlineData("datax: y\n\n", "Sign")]
    [InlineData("events: y\n\n", "Sign")]
    [InlineData(" data: y\n\n", "Sign")]
    [InlineData("data: x\n", "Nothing")]
    [InlineData("data: x\r\n", "Nothing")]
    [InlineData("data: x", "Nothing")]
    [InlineData(": keep-alive", "Nothing")]
    [InlineData("\n\n\n", "Nothing")]
    [InlineData("", "Nothing")]
    [InlineData("data: a\ndata: b\n", "Nothing")]
    [InlineData("data: a:b\n", "Nothing")]
    public void Take_Text_KnowsWhatIsComplete(string text, string expected)
    {
        Assert.Equal(expected, new EventLines().Take(Encoding.UTF8.GetBytes(text)).ToString());
        Assert.Equal(expected, ByteByByte(Encoding.UTF8.GetBytes(text)).ToString());
    }

    [Fact]
    public void Take_AfterAnEvent_CommentsAloneAreNoEvent()
    {
        var lines = new EventLines();

        Assert.True(lines.Take("event: hello\ndata: {}\n\n"u8).HasFlag(Completed.Event));
        Assert.Equal(Completed.Sign, lines.Take(": ping\n\n"u8));
    }

    [Fact]
    public void Take_LineOfTenMegabytes_IsStillOneEvent()
    {
        var lines = new EventLines();
        var part = new byte[100_000];
        Array.Fill(part, (byte)'x');

        Assert.Equal(Completed.Nothing, lines.Take("data:"u8));
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(Completed.Nothing, lines.Take(part));
        }

        Assert.Equal(Completed.Sign | Completed.Event, lines.Take("\n\n"u8));
    }

    [Fact]
    public void Take_AnyPieces_DoNotDependOnWhereTheyAreCut() =>
        Gen.Int[0, Pieces.Length - 1]
            .Select(index => Pieces[index])
            .Array[0, 20]
            .Sample(pieces =>
            {
                var bytes = Encoding.UTF8.GetBytes(string.Concat(pieces));
                return new EventLines().Take(bytes) == ByteByByte(bytes);
            });

    private static Completed ByteByByte(byte[] bytes)
    {
        var lines = new EventLines();
        return bytes.Aggregate(Completed.Nothing, (completed, value) => completed | lines.Take([value]));
    }

    [Theory]
    [InlineData("id: 7\ndata: x\n\n", "7")]
    [InlineData("id:7\n\n", "7")]
    [InlineData("id: 7\ndata: x\n\ndata: y\n\n", "7")]
    [InlineData("id: 7\n\nid\n\n", null)]
    [InlineData("id: 7\ndata: x\n", null)]
    [InlineData("id: 7\n\nid: a\u0000b\n\n", "7")]
    [InlineData("id: 7\n\nid: a\tb\n\n", "7")]
    [InlineData("\uFEFFid: 7\n\n", "7")]
    [InlineData("idea: 7\n\n", null)]
    public void Take_Ids_AreThoseOfCompleteBlocks(string text, string? expected)
    {
        var lines = new EventLines();

        lines.Take(Encoding.UTF8.GetBytes(text));

        Assert.Equal(expected, lines.LastEventId);
    }

    [Fact]
    public void Take_IdOfAMegabyte_IsNotKept()
    {
        var lines = new EventLines();

        lines.Take(Encoding.UTF8.GetBytes($"id: {new string('7', 1_000_000)}\n\n"));

        Assert.Null(lines.LastEventId);
    }

    [Theory]
    [InlineData("retry: 1500\n", 1_500)]
    [InlineData("retry:0\n", 0)]
    [InlineData("retry: 1500", null)]
    [InlineData("retry: 1500x\n", null)]
    [InlineData("retry: -1\n", null)]
    [InlineData("retry: 99999999999\n", null)]
    [InlineData("retry\n", null)]
    public void Take_Retry_IsTakenWhenItIsANumber(string text, int? expected)
    {
        var lines = new EventLines();

        lines.Take(Encoding.UTF8.GetBytes(text));

        Assert.Equal(expected, (int?)lines.Retry?.TotalMilliseconds);
    }

    [Fact]
    public void Take_AnyBytesInAnyPieces_SaysWhatItSaysOfTheWhole()
    {
        string[] parts =
        [
            "data: x",
            "event: a",
            "id: 7",
            "retry: 90",
            ":",
            "\r",
            "\n",
            "\r\n",
            "\n\n",
            "\0",
            "é",
            "id",
            "data",
        ];
        Gen.Select(
                Gen.OneOf(
                    Gen.Int[0, parts.Length - 1]
                        .Select(i => parts[i])
                        .Array[0, 20]
                        .Select(some => Encoding.UTF8.GetBytes(string.Concat(some))),
                    Gen.Byte.Array[0, 60]
                ),
                Gen.Int[1, 9]
            )
            .Sample(
                (bytes, step) =>
                {
                    var (whole, pieces) = (new EventLines(), new EventLines());
                    var (said, piecewise) = (whole.Take(bytes), Completed.Nothing);
                    for (var at = 0; at < bytes.Length; at += step)
                    {
                        piecewise |= pieces.Take(bytes.AsSpan(at, Math.Min(step, bytes.Length - at)));
                    }

                    Assert.Equal(said, piecewise);
                    Assert.Equal((whole.LastEventId, whole.Retry), (pieces.LastEventId, pieces.Retry));
                },
                iter: Fuzz.Inputs(5_000)
            );
    }
}
