using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Mcpx.Dashboard.Tests.SignIn;

/// <summary>What the dashboard logged, in its words.</summary>
internal sealed class Heard : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = [];

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Listener(_lines);

    public void Dispose() { }

    private sealed class Listener(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue(formatter(state, exception));
    }
}
