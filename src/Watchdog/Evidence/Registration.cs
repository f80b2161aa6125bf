using Mcpx.Hosting;
using Mcpx.Watchdog.Evidence.Copies;
using Mcpx.Watchdog.Evidence.Parts;

namespace Mcpx.Watchdog.Evidence;

internal static class Registration
{
    public static IServiceCollection AddEvidence(this IServiceCollection services)
    {
        services.AddSingleton<IEvidencePart, NotePart>();
        services.AddSingleton<IEvidencePart, PlanPart>();
        services.AddSingleton<IEvidencePart, TicketPart>();
        services.AddSingleton<IEvidencePart, SmokePart>();
        services.AddSingleton<IEvidencePart, SettingsPart>();
        services.AddSingleton<IEvidencePart, StepsPart>();
        services.AddSingleton<IEvidencePart, ReadingsPart>();
        services.AddSingleton<IEvidencePart, PortalLogPart>();
        services.AddSingleton<IEvidencePart, SamplesPart>();
        services.AddSingleton<IEvidencePart, PicturePart>();
        services.AddSingleton<IEvidencePart, BrowserPart>();
        services.AddSingleton<IEvidencePart, ParityPart>();
        services.AddSingleton<IEvidencePart, AttestationsPart>();
        services.AddSingleton<IEvidencePart, ReportPart>();
        services.AddSingleton<IEvidencePart, JournalPart>();
        // A run's own pack waits for the one that is made; a report that does not print must not keep it long.
        services.AddSingleton(_ => new ReportPrinter { Limit = TimeSpan.FromSeconds(10) });
        services.AddSingleton<EvidenceSealing>();
        services.AddSingleton<CopyPlaces>();
        services.AddSingleton<EvidenceCopying>();
        services.AddHostedService<EvidenceKeeper>();
        return services;
    }
}
