using System.Text;
using CsCheck;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Tests.Wire;

public sealed class FramingTests
{
    private static readonly Gen<byte[]> Pieces = Gen.Byte.Array[1, 40];

    [Fact]
    public void Next_AnyChunksInAnyPieces_GivesTheBody() =>
        Gen.Select(Pieces.Array[0, 8], Gen.Int[1, 30], Gen.Bool)
            .Sample(
                (chunks, step, careless) =>
                {
                    var line = careless ? "\n" : "\r\n";
                    var wire = new List<byte>();
                    foreach (var chunk in chunks)
                    {
                        wire.AddRange(Encoding.ASCII.GetBytes($"{chunk.Length:X};note=\"a\"{line}"));
                        wire.AddRange(chunk);
                        wire.AddRange(Encoding.ASCII.GetBytes(line));
                    }

                    wire.AddRange(Encoding.ASCII.GetBytes($"0{line}X-Sum: 7{line}{line}"));

                    var (body, left, framed) = Read(new ChunkedFraming(), wire.ToArray(), step);

                    Assert.Equal(Framed.End, framed);
                    Assert.Equal(chunks.SelectMany(chunk => chunk), body);
                    Assert.Equal(0, left);
                },
                iter: Fuzz.Inputs(500)
            );

    [Fact]
    public void Next_AnyBytes_EndsOrBreaksAndGivesNoMoreThanCame() =>
        Gen.OneOf(Gen.Byte, Any("0123456789abcdefF;\r\n "u8.ToArray()))
            .Array[0, 80]
            .Sample(
                bytes =>
                {
                    var (body, left, framed) = Read(new ChunkedFraming(), bytes, 7);

                    Assert.InRange(body.Count + left, 0, bytes.Length);
                    Assert.True(framed != Framed.More || left == 0);
                },
                iter: Fuzz.Inputs(5_000)
            );

    [Fact]
    public void Read_AnyHead_IsAHeadOrNone() =>
        Gen.OneOf(
                Gen.Byte.Array[0, 60],
                Any(
                    "\r\n",
                    ": ",
                    "Content-Length",
                    "Transfer-Encoding",
                    "chunked",
                    "close",
                    "9",
                    "-1",
                    "é",
                    " ",
                    "Connection"
                )
                    .Array[0, 12]
                    .Select(parts => Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\n{string.Concat(parts)}\r\n\r\n"))
            )
            .Sample(
                bytes =>
                {
                    var end = ResponseHead.EndIn(bytes, 0);
                    if (end >= 0 && ResponseHead.Read(bytes.AsSpan(0, end)) is { } head)
                    {
                        Assert.InRange(head.Status, 100, 599);
                        Assert.InRange(head.Length ?? 0, 0, long.MaxValue);
                        Assert.False(head.Chunked && head.Length is not null);
                        Assert.True(
                            head.Header("content-length"u8) is null || head.Headers("CONTENT-LENGTH"u8).Count > 0
                        );
                    }
                },
                iter: Fuzz.Inputs(5_000)
            );

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nrest", 19)]
    [InlineData("HTTP/1.1 200 OK\n\nrest", 17)]
    [InlineData("HTTP/1.1 200 OK\r\nA: b\r\n", -1)]
    [InlineData("", -1)]
    public void EndIn_Bytes_IsBehindTheEmptyLine(string text, int expected)
    {
        var bytes = Encoding.ASCII.GetBytes(text);

        Assert.Equal(expected, ResponseHead.EndIn(bytes, 0));
        Assert.Equal(
            expected,
            Enumerable
                .Range(0, bytes.Length + 1)
                .Select(cut => ResponseHead.EndIn(bytes.AsSpan(0, cut), Math.Max(0, cut - 1)))
                .LastOrDefault(end => end >= 0, -1)
        );
    }

    [Theory]
    [InlineData("HTTP/1.1 204\r\n\r\n", 204)]
    [InlineData("HTTP/1.0 200 OK\r\n\r\n", 200)]
    [InlineData("HTTP/2 200 OK\r\n\r\n", null)]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n", null)]
    [InlineData("HTTP/1.1 999 OK\r\n\r\n", null)]
    [InlineData("HTTP/1.1 2000\r\n\r\n", null)]
    [InlineData("ICY 200 OK\r\n\r\n", null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\n", null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", null)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", null)]
    public void Read_StatusAndFraming_AreTakenOnlyWhenClear(string text, int? expected) =>
        Assert.Equal(expected, ResponseHead.Read(Encoding.ASCII.GetBytes(text))?.Status);

    [Fact]
    public void Header_AnyCaseAndSpaces_IsFound()
    {
        var head = ResponseHead.Read(
            "HTTP/1.1 200 OK\r\nX-Request-ID: \t r-1 \r\nset-cookie: a=1\r\nSet-Cookie:b=2\r\n : x\r\nnonsense\r\n\r\n"u8
        );

        Assert.Equal("r-1", head!.Header("x-request-id"u8));
        Assert.Equal(["a=1", "b=2"], head.Headers("Set-Cookie"u8));
        Assert.Null(head.Header("missing"u8));
    }

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static (List<byte> Body, int Left, Framed Framed) Read(ChunkedFraming framing, byte[] bytes, int step)
    {
        var body = new List<byte>();
        for (var at = 0; ; at += step)
        {
            ReadOnlySpan<byte> input = bytes.AsSpan(
                Math.Min(at, bytes.Length),
                Math.Max(0, Math.Min(step, bytes.Length - at))
            );
            Framed framed;
            while ((framed = framing.Next(ref input, out var piece)) == Framed.Piece)
            {
                body.AddRange(piece);
            }

            if (framed != Framed.More || at + step >= bytes.Length)
            {
                return (body, input.Length + Math.Max(0, bytes.Length - at - step), framed);
            }
        }
    }
}
