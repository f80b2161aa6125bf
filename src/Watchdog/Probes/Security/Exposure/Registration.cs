using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Probes.Security.Exposure;

internal static class Registration
{
    public static IServiceCollection AddExposure(this IServiceCollection services)
    {
        services.AddSingleton<PageReader>();
        services.AddSingleton<IProbe, ExposureProbe>();
        services.AddSingleton<IExposureCheck, ForbiddenPathsCheck>();
        services.AddSingleton<IExposureCheck, ForeignOriginsCheck>();
        services.AddSingleton<IExposureCheck, CertificatesCheck>();
        services.AddSingleton<IExposureCheck, SourceMapsCheck>();
        services.AddSingleton<IExposureCheck, WebSecretsCheck>();
        services.AddSingleton<IExposureCheck>(new ErrorPagesCheck(SecurityChecks.ApiErrors, round => round.Apis));
        services.AddSingleton<IExposureCheck>(new ErrorPagesCheck(SecurityChecks.WebErrors, round => round.Sites));
        services.AddSingleton<IExposureCheck>(ApiHeaders);
        services.AddSingleton<IExposureCheck>(WebHeaders);
        return services;
    }

    public static HeadersCheck ApiHeaders { get; } =
        new(
            SecurityChecks.ApiHeaders,
            round => round.Apis,
            (round, site, stopping) =>
                round.GetWithTokenAsync(site.At(round.Target.Options.Validation.EffectiveContractPaths[0]), stopping),
            headers => headers.EffectiveApi
        );

    public static HeadersCheck WebHeaders { get; } =
        new(
            SecurityChecks.WebHeaders,
            round => round.Sites,
            (round, site, _) => Task.FromResult(round.Index(site)?.Page),
            headers => headers.EffectiveWeb
        );
}
