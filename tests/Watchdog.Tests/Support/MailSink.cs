using System.Buffers;
using System.Collections.Concurrent;
using MimeKit;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>A real SMTP server on loopback that keeps what it gets, or answers what a test says.</summary>
internal sealed class MailSink : MessageStore, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<(MimeMessage Message, IReadOnlyList<string> To)> _mails = new();
    private readonly Task _running;

    public MailSink(Func<SmtpResponse>? answer = null)
    {
        Answer = answer ?? (() => SmtpResponse.Ok);
        Port = Ports.Free();
        var provider = new ServiceProvider();
        provider.Add(this);
        var server = new SmtpServer.SmtpServer(
            new SmtpServerOptionsBuilder()
                .ServerName("localhost")
                .Endpoint(builder =>
                    builder.Endpoint(new(System.Net.IPAddress.Loopback, Port)).AllowUnsecureAuthentication()
                )
                .Build(),
            provider
        );
        _running = server.StartAsync(_stop.Token);
    }

    public int Port { get; }

    public Func<SmtpResponse> Answer { get; }

    public IReadOnlyCollection<(MimeMessage Message, IReadOnlyList<string> To)> Mails => _mails;

    public override async Task<SmtpResponse> SaveAsync(
        ISessionContext context,
        IMessageTransaction transaction,
        ReadOnlySequence<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        using var stream = new MemoryStream(buffer.ToArray());
        var message = await MimeMessage.LoadAsync(stream, cancellationToken);
        _mails.Enqueue((message, [.. transaction.To.Select(to => to.AsAddress())]));
        return Answer();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // As it ends.
        }

        _stop.Dispose();
    }
}
