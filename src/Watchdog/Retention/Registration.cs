using Mcpx.Db;
using Quartz;

namespace Mcpx.Watchdog.Retention;

internal static class Registration
{
    public static IServiceCollection AddRetention(this IServiceCollection services)
    {
        services.AddSingleton<JournalPurge>();
        services.AddSingleton<PurgeClock>();
        services.AddQuartz(quartz =>
            quartz.ScheduleJob<RetentionJob>(trigger =>
                trigger
                    .WithIdentity("retention")
                    .StartNow()
                    .WithSimpleSchedule(schedule => schedule.WithInterval(RetentionJob.Every).RepeatForever())
            )
        );
        return services;
    }
}
