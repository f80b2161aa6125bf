using Quartz;

namespace Mcpx.Watchdog.Judging;

internal static class Registration
{
    public static IServiceCollection AddJudging(this IServiceCollection services)
    {
        services.AddSingleton<Inputs>();
        services.AddSingleton<LiveBoard>();
        services.AddSingleton<Recorder>();
        services.AddHostedService(provider => provider.GetRequiredService<Recorder>());
        services.AddSingleton<DecisionTape>();
        services.AddHostedService(provider => provider.GetRequiredService<DecisionTape>());
        services.AddSingleton<JudgingRound>();
        services.AddHostedService<SampleWriter>();
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.ScheduleJob<JudgeJob>(trigger =>
                trigger
                    .WithIdentity("judge")
                    .WithSimpleSchedule(schedule =>
                        schedule
                            .WithInterval(JudgeJob.Every)
                            .RepeatForever()
                            .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)
                    )
            );
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return services;
    }
}
