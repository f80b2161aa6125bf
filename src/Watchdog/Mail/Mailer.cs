using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Paging;
using MimeKit;

namespace Mcpx.Watchdog.Mail;

/// <summary>Sends one mail, within its time. Whether one that failed may have arrived is told apart.</summary>
internal sealed class Mailer(WatchdogOptions options, Secrets secrets, TimeProvider time)
{
    /// <summary>Sends it.</summary>
    /// <param name="to">Who gets it.</param>
    /// <param name="subject">Its first line.</param>
    /// <param name="text">Plain text.</param>
    /// <param name="key">The same for a repeat, so that a mailbox can tell.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<PageOutcome> SendAsync(
        IReadOnlyList<string> to,
        string subject,
        string text,
        string key,
        CancellationToken cancellation
    )
    {
        if (options.Mail is not { } place)
        {
            return new("no mail is configured");
        }

        using var message = Message(place, to, subject, text, key);
        using var limit = new CancellationTokenSource(place.RequestTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var handed = false;
        try
        {
            using var client = new SmtpClient();
            await OpenAsync(client, place, both.Token);
            handed = true;
            await client.SendAsync(message, both.Token);
            await DoneAsync(client, both.Token);
            return PageOutcome.Arrived;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new($"{place.Host} did not answer in time", Lost: handed);
        }
        catch (SmtpCommandException refused)
        {
            return new(FormattableString.Invariant($"{place.Host} refused it: {(int)refused.StatusCode}"));
        }
        catch (AuthenticationException)
        {
            return new($"{place.Host} did not take the sign-in");
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested && problem is not OutOfMemoryException)
        {
            return handed
                ? new($"{place.Host} broke off", Lost: true)
                : new($"{place.Host} cannot be reached ({Words(problem)})");
        }
    }

    /// <summary>Says whether the server can be reached, without sending anything.</summary>
    /// <returns>A warning; null when it can.</returns>
    public async Task<string?> LookAsync(TimeSpan within, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(within, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var client = new SmtpClient();
            await OpenAsync(client, options.Mail!, both.Token);
            await DoneAsync(client, both.Token);
            return null;
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested && problem is not OutOfMemoryException)
        {
            return $"The mail server at {options.Mail!.Host} cannot be used ({Words(problem)}): no mail will arrive.";
        }
    }

    private static async Task OpenAsync(SmtpClient client, MailOptions place, CancellationToken cancellation)
    {
        await client.ConnectAsync(
            place.Host,
            place.Port,
            place.Tls switch
            {
                MailTls.Tls => SecureSocketOptions.SslOnConnect,
                MailTls.StartTls => SecureSocketOptions.StartTls,
                _ => SecureSocketOptions.None,
            },
            cancellation
        );
        if (place.User is { } user)
        {
            await client.AuthenticateAsync(user, Secrets.Read(place.PasswordVariable) ?? "", cancellation);
        }
    }

    /// <summary>It was taken: what goes wrong while we say goodbye changes nothing.</summary>
    private static async Task DoneAsync(SmtpClient client, CancellationToken cancellation)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellation);
        }
        catch (Exception problem)
            when (problem is IOException or SocketException or ProtocolException or OperationCanceledException)
        {
            // Said already.
        }
    }

    private MimeMessage Message(MailOptions place, IReadOnlyList<string> to, string subject, string text, string key)
    {
        var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(place.From));
        message.To.AddRange(to.Select(MailboxAddress.Parse));
        message.Subject = Line(secrets.Redact(subject));
        message.Date = time.GetUtcNow();
        message.MessageId = $"{Slug(key)}@{place.From.Split('@')[^1]}";
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Body = new TextPart("plain") { Text = secrets.Redact(text) };
        return message;
    }

    private static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private static string Slug(string key) =>
        string.Concat(key.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '.'));

    private static string Words(Exception problem) =>
        problem switch
        {
            SocketException socket => socket.SocketErrorCode.ToString(),
            OperationCanceledException => "no answer in time",
            NotSupportedException => "it offers no STARTTLS",
            SslHandshakeException => "its certificate is not trusted",
            AuthenticationException => "it did not take the sign-in",
            _ => problem.GetType().Name,
        };
}
