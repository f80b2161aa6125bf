using Mcpx.Domain.Redaction;

namespace Mcpx.Hosting;

/// <summary>Makes loggers whose lines hold no secrets.</summary>
internal sealed class RedactedLoggerFactory(ILoggerFactory inner, IRedaction redaction) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new RedactedLogger(inner.CreateLogger(categoryName), redaction);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();
}
