using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Mail;

namespace Mcpx.Watchdog.Paging;

/// <summary>Says at start which ways to people are dead, without waking anybody. None of them keeps the watchdog down.</summary>
internal sealed class PagingCheck(WatchdogOptions options, PagingHttp http, Mailer mailer)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<IReadOnlyList<string>> WarningsAsync(CancellationToken cancellation)
    {
        var looks = new List<Task<string?>>();
        if (options.Paging.PagerDuty is { } pagerDuty)
        {
            looks.Add(LookAsync("PagerDuty", pagerDuty.Address, cancellation));
        }

        if (options.Paging.Webhook is { } webhook)
        {
            looks.Add(LookAsync("The paging webhook", Secrets.Read(webhook.AddressVariable), cancellation));
        }

        if (options.Mail is not null)
        {
            looks.Add(mailer.LookAsync(Patience, cancellation));
        }

        return [.. (await Task.WhenAll(looks)).OfType<string>()];
    }

    private async Task<string?> LookAsync(string who, string? address, CancellationToken cancellation) =>
        await http.LookAsync(address, Patience, cancellation) is { } problem
            ? $"{who} will not be told of proposals: {problem}."
            : null;
}
