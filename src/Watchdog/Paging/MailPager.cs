using Mcpx.Domain.Comms;
using Mcpx.Watchdog.Mail;

namespace Mcpx.Watchdog.Paging;

/// <summary>A mail to whoever is called.</summary>
internal sealed class MailPager(Mailer mailer) : IPager
{
    public PageWay Way => PageWay.Mail;

    public Task<PageOutcome> SendAsync(PageMessage message, CancellationToken cancellation) =>
        message.Contact?.Mail is { } address
            ? mailer.SendAsync([address], message.Summary, message.Text, message.Key, cancellation)
            : Task.FromResult(new PageOutcome($"no mail address of {message.Due.Person} is known"));
}
