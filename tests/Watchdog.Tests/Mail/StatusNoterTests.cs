using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Mail;
using Microsoft.Extensions.Logging.Abstractions;
using SmtpServer.Protocol;

namespace Mcpx.Watchdog.Tests.Mail;

/// <summary>Status notes to stakeholders, over a real SMTP server.</summary>
public sealed class StatusNoterTests : IDisposable
{
    private readonly Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Keep_Approved_MailsStakeholdersOnceAndWritesItDown()
    {
        await using var sink = new MailSink();
        _rig.Approved();
        using var noter = Noter(sink.Port);

        await noter.KeepAsync(CancellationToken.None);
        await noter.KeepAsync(CancellationToken.None);

        var (mail, to) = Assert.Single(sink.Mails);
        Assert.Equal(["boss@example.com", "support@example.com"], to);
        Assert.StartsWith("Prod: going back to the last good release", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("Next note: when it is done", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        var note = Assert.Single(_rig.Events<StatusNoteSent>());
        Assert.Equal((StatusKind.Approved, 2, null), (note.Kind, note.Recipients, note.Fault));
    }

    [Fact]
    public async Task Keep_AfterARestart_SendsNothingTwice()
    {
        await using var sink = new MailSink();
        _rig.Approved();
        using (var first = Noter(sink.Port))
        {
            await first.KeepAsync(CancellationToken.None);
        }

        using var second = Noter(sink.Port);
        await second.KeepAsync(CancellationToken.None);

        Assert.Single(sink.Mails);
    }

    [Fact]
    public async Task Keep_Refused_IsTriedAgainAFewTimesAndSaid()
    {
        await using var sink = new MailSink(() => SmtpResponse.MailboxUnavailable);
        _rig.Approved();
        using var noter = Noter(sink.Port);
        for (var round = 0; round < 10; round++)
        {
            await noter.KeepAsync(CancellationToken.None);
            _rig.Time.Advance(TimeSpan.FromMinutes(2));
        }

        var notes = _rig.Events<StatusNoteSent>();
        Assert.Equal(PagesDue.Tries, notes.Count);
        Assert.All(notes, note => Assert.Equal("127.0.0.1 refused it: 550", note.Fault));
        Assert.False(notes[^1].Again);
        // The same mail each time, for a mailbox that can tell.
        Assert.Single(sink.Mails.Select(mail => mail.Message.MessageId).Distinct());
    }

    [Fact]
    public async Task Keep_NobodyThere_IsSaidAndArrivesLater()
    {
        _rig.Approved();
        using (var noter = Noter(Ports.Free()))
        {
            await noter.KeepAsync(CancellationToken.None);
        }

        Assert.StartsWith(
            "127.0.0.1 cannot be reached",
            Assert.Single(_rig.Events<StatusNoteSent>()).Fault,
            StringComparison.Ordinal
        );
        await using var sink = new MailSink();
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        using var later = Noter(sink.Port);
        await later.KeepAsync(CancellationToken.None);

        Assert.Single(sink.Mails);
    }

    [Fact]
    public async Task Keep_TextHoldsASecret_ItDoesNotLeave()
    {
        await using var sink = new MailSink();
        var mailer = Mailer(sink.Port, MailTls.None);

        var outcome = await mailer.SendAsync(
            ["a@example.com"],
            $"with {TestEnvironment.PortalToken}\r\nBcc: x@example.com",
            $"with {TestEnvironment.PortalToken}",
            "key",
            CancellationToken.None
        );

        Assert.Null(outcome.Fault);
        var (mail, to) = Assert.Single(sink.Mails);
        Assert.DoesNotContain(TestEnvironment.PortalToken, mail.ToString(), StringComparison.Ordinal);
        Assert.Equal(["a@example.com"], to);
        Assert.Null(mail.Headers["Bcc"]);
    }

    [Fact]
    public async Task Send_ServerHangs_EndsInTime()
    {
        await using var server = new HostileServer(peer => peer.SilenceAsync());
        var mailer = Mailer(server.Port, MailTls.None);

        var outcome = await Wait.RunAsync(
            _rig.Time,
            mailer.SendAsync(["a@example.com"], "s", "t", "key", CancellationToken.None)
        );

        Assert.Equal(("127.0.0.1 did not answer in time", false), (outcome.Fault, outcome.Lost));
    }

    [Fact]
    public async Task Send_ServerWithoutTls_IsNotUsedInClear()
    {
        await using var sink = new MailSink();
        var mailer = Mailer(sink.Port, MailTls.StartTls);

        var outcome = await mailer.SendAsync(["a@example.com"], "s", "t", "key", CancellationToken.None);

        Assert.Equal("127.0.0.1 cannot be reached (it offers no STARTTLS)", outcome.Fault);
        Assert.Empty(sink.Mails);
        Assert.Contains(
            "no mail will arrive",
            await mailer.LookAsync(TimeSpan.FromSeconds(3), CancellationToken.None),
            StringComparison.Ordinal
        );
    }

    private StatusNoter Noter(int port)
    {
        var options = Options(port, MailTls.None);
        return new(
            options,
            _rig.Tail,
            _rig.Incidents,
            new(options, _rig.Secrets, _rig.Time),
            _rig.Secrets,
            _rig.Time,
            NullLogger<StatusNoter>.Instance
        );
    }

    private Mailer Mailer(int port, MailTls tls) => new(Options(port, tls), _rig.Secrets, _rig.Time);

    private WatchdogOptions Options(int port, MailTls tls) =>
        _rig.Options with
        {
            Mail = new()
            {
                Host = "127.0.0.1",
                Port = port,
                Tls = tls,
                From = "watchdog@example.com",
                Stakeholders = ["boss@example.com", "support@example.com"],
            },
        };
}
