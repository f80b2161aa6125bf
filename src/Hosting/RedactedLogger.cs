using Mcpx.Domain.Redaction;

namespace Mcpx.Hosting;

/// <summary>Passes a line on as it is, or, where it holds a secret, as text without it.</summary>
internal sealed class RedactedLogger(ILogger inner, IRedaction redaction) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull =>
        state.ToString() is { } text && IsClean(text)
            ? inner.BeginScope(state)
            : inner.BeginScope(redaction.Redact(state.ToString() ?? ""));

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (!inner.IsEnabled(logLevel))
        {
            return;
        }

        var text = formatter(state, exception);
        var thrown = exception?.ToString();
        if (IsClean(text) && (thrown is null || IsClean(thrown)) && IsClean(state))
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
            return;
        }

        inner.Log(
            logLevel,
            eventId,
            new RedactedLine(redaction.Redact(text), eventId.Name),
            thrown is null ? null : new RedactedException(redaction.Redact(thrown)),
            (line, _) => line.Text
        );
    }

    private bool IsClean(string text) =>
        !redaction.MayHold(text) || string.Equals(redaction.Redact(text), text, StringComparison.Ordinal);

    /// <summary>What a line says need not be all that goes with it.</summary>
    private bool IsClean<TState>(TState state) =>
        state is not IEnumerable<KeyValuePair<string, object?>> values
        || values.All(value => value.Value is not { } held || held.GetType().IsPrimitive || IsClean($"{held}"));
}
