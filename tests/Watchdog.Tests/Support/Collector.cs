using System.Collections.Concurrent;
using Mcpx.Watchdog.Probes;
using Microsoft.Extensions.Logging;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>Keeps what the executor logged.</summary>
internal sealed class Collector : Collector<ProbeExecutor>;

/// <summary>Keeps what was logged.</summary>
internal class Collector<T> : ILogger<T>
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _lines.Enqueue($"{formatter(state, exception)} {exception}");
}
