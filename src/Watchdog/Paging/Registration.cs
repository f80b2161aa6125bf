using Mcpx.Watchdog.Mail;

namespace Mcpx.Watchdog.Paging;

internal static class Registration
{
    public static IServiceCollection AddPaging(this IServiceCollection services) =>
        services
            .AddSingleton<RosterBoard>()
            .AddSingleton<RosterSource>()
            .AddSingleton<RosterInquiry>()
            .AddSingleton<PagingHttp>()
            .AddSingleton<Mailer>()
            .AddSingleton<PagingCheck>()
            .AddSingleton<IPager, PagerDutyPager>()
            .AddSingleton<IPager, WebhookPager>()
            .AddSingleton<IPager, MailPager>()
            .AddSingleton<IPager, SlackPager>()
            .AddHostedService<RosterKeeper>()
            .AddHostedService<PageKeeper>()
            .AddHostedService<StatusNoter>();
}
