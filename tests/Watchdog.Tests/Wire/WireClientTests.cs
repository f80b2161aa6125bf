using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Tests.Wire;

public sealed class WireClientTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Ask_AnswerThatEnds_KeepsTheConnection()
    {
        await using var server = Answering();
        using var wire = new WireClient();

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("ok", await BodyAsync(wire, server));
        }

        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad")]
    public async Task Ask_ConnectionThatCannotBeUsedAgain_IsReplaced(string answer)
    {
        await using var server = new HostileServer(async peer =>
        {
            await peer.ReadAsync();
            await peer.SendAsync(answer);
        });
        using var wire = new WireClient();

        Assert.Equal("ok", await BodyAsync(wire, server));
        Assert.Equal("ok", await BodyAsync(wire, server));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Ask_KeptConnectionClosedMeanwhile_AsksOnANewOne()
    {
        // It answers once, and closes when it is asked the second time.
        await using var server = new HostileServer(async peer =>
        {
            await peer.AnswerAsync("200 OK", "ok");
            await peer.ReadAsync();
        });
        using var wire = new WireClient();

        Assert.Equal("ok", await BodyAsync(wire, server));
        Assert.Equal("ok", await BodyAsync(wire, server));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Ask_RequestThatChangesSomething_IsNeverSentTwice()
    {
        var asked = 0;
        await using var server = new HostileServer(async peer =>
        {
            await peer.ReadAsync();
            Interlocked.Increment(ref asked);
        });
        using var wire = new WireClient();

        var answer = await AskAsync(wire, server.Address, reuse: false);

        Assert.Equal((Fault.Closed, 1), (answer.Fault, asked));
    }

    [Fact]
    public async Task Ask_InterimAnswers_ArePassedOver()
    {
        await using var server = new HostileServer(async peer =>
        {
            await peer.ReadAsync();
            await peer.SendAsync("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Le");
            await peer.PauseAsync(30);
            await peer.SendAsync("ngth: 2\r\n\r\nok");
        });
        using var wire = new WireClient();

        Assert.Equal("ok", await BodyAsync(wire, server));
    }

    [Fact]
    public async Task Ask_LongHeadInPieces_IsRead()
    {
        await using var server = new HostileServer(async peer =>
        {
            await peer.ReadAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\n");
            for (var i = 0; i < 50; i++)
            {
                await peer.SendAsync($"X-{i}: {new string('x', 1_000)}\r\n");
            }

            await peer.SendAsync("Content-Length: 2\r\n\r\nok");
        });
        using var wire = new WireClient();

        Assert.Equal("ok", await BodyAsync(wire, server));
    }

    [Fact]
    public async Task Ask_CertificateNobodyTrusts_IsTls()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var certificate = X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pfx), password: null);
        await using var server = new TlsServer(certificate);
        using var wire = new WireClient();

        Assert.Equal(Fault.Tls, (await AskAsync(wire, server.Address)).Fault);
    }

    [Fact]
    public async Task Ask_SeveralAddresses_TakesTheOneThatAnswers()
    {
        // localhost has ::1 and 127.0.0.1 on most machines; only the second listens.
        await using var server = Answering();
        using var wire = new WireClient();

        var answer = await AskAsync(wire, new($"http://localhost:{server.Port}"));

        Assert.Equal(Fault.None, answer.Fault);
    }

    [Fact]
    public async Task Ask_ManyAtOnce_EachGetsItsOwnAnswer()
    {
        await using var server = new HostileServer(async peer =>
        {
            while (true)
            {
                var head = await peer.ReadAsync();
                var body = head.Split(' ')[1];
                await peer.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            }
        });
        using var wire = new WireClient();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(async i =>
                    System.Text.Encoding.ASCII.GetString((await AskAsync(wire, new(server.Address, $"/{i}"))).Body.Span)
                )
        );

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"/{i}"), answers);
    }

    [Fact]
    public void Get_ValueWithALineBreak_IsRefused() =>
        Assert.Throws<FormatException>(() => RequestText.Get(new("http://a"), "x\r\nEvil: 1"));

    [Theory]
    [InlineData("http://[::1]:8080/a?b=c#d", "GET /a?b=c HTTP/1.1\r\nHost: [::1]:8080\r\n")]
    [InlineData("https://bücher.example/", "GET / HTTP/1.1\r\nHost: xn--bcher-kva.example\r\n")]
    [InlineData("http://a.example:80/ä b", "GET /%C3%A4%20b HTTP/1.1\r\nHost: a.example\r\n")]
    public void Get_Address_IsWrittenAsServersReadIt(string address, string expected) =>
        Assert.StartsWith(
            expected,
            System.Text.Encoding.ASCII.GetString(RequestText.Get(new(address), token: null)),
            StringComparison.Ordinal
        );

    private static HostileServer Answering() =>
        new(async peer =>
        {
            while (true)
            {
                await peer.AnswerAsync("200 OK", "ok");
            }
        });

    private static async Task<string> BodyAsync(WireClient wire, HostileServer server)
    {
        var answer = await AskAsync(wire, server.Address);
        Assert.Equal(Fault.None, answer.Fault);
        return System.Text.Encoding.ASCII.GetString(answer.Body.Span);
    }

    private static async Task<WireAnswer> AskAsync(WireClient wire, Uri address, bool reuse = true) =>
        await wire.AskAsync(
            Authority.Of(address),
            RequestText.Get(address, token: null),
            reuse,
            Limit,
            most: 100_000,
            CancellationToken.None
        );
}
