using Mcpx.Domain.Redaction;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Mcpx.Hosting;

/// <summary>Takes secrets out of everything that is logged, whoever logs it and wherever it goes.</summary>
internal static class RedactedLogging
{
    /// <summary>Puts itself in front of all providers, those included that are added later.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="redaction">What is taken out.</param>
    public static void AddRedactedLogging(this IHostApplicationBuilder builder, IRedaction redaction) =>
        builder.Services.Replace(
            ServiceDescriptor.Singleton<ILoggerFactory>(services => new RedactedLoggerFactory(
                new LoggerFactory(
                    services.GetServices<ILoggerProvider>(),
                    services.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
                    services.GetService<IOptions<LoggerFactoryOptions>>(),
                    services.GetService<IExternalScopeProvider>()
                ),
                redaction
            ))
        );
}
