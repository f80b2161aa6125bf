using System.Globalization;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Probes.Http;

/// <summary>One answer of the portal: a fault, or a bounded body.</summary>
/// <param name="Fault">How it failed.</param>
/// <param name="StatusCode">0 when there was no complete answer.</param>
/// <param name="Body">What came, up to the bound.</param>
/// <param name="Latency">From the request to the complete answer.</param>
/// <param name="Head">The answer's head; null when none came.</param>
internal sealed record PortalAnswer(
    Fault Fault,
    int StatusCode,
    ReadOnlyMemory<byte> Body,
    TimeSpan Latency,
    ResponseHead? Head = null
)
{
    private const int MostOfAnId = 100;

    /// <summary>Where a redirect pointed; null when it was none.</summary>
    public string? Location => Head?.Header("location"u8);

    /// <summary>The body's media type with its parameters; null without one.</summary>
    public string? ContentType => Head?.Header("content-type"u8);

    /// <summary>When it was given, by the other side's clock; null when it does not say.</summary>
    public DateTimeOffset? Date =>
        DateTimeOffset.TryParseExact(
            Head?.Header("date"u8),
            "r",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var date
        )
            ? date
            : null;

    /// <summary>Every header by name in any case, several values of one joined by commas.</summary>
    public IReadOnlyDictionary<string, string> Headers => Head?.All() ?? new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Cookies set by the answer, as <c>name=value</c>.</summary>
    public IReadOnlyList<string> Cookies =>
        Head is null ? [] : [.. Head.Headers("set-cookie"u8).Select(cookie => cookie.Split(';', 2)[0])];

    /// <summary>The one origin the answer lets call, or <c>*</c>; null when it names none or several.</summary>
    public string? AllowedOrigin => Head?.Headers("access-control-allow-origin"u8) is [var only] ? only : null;

    /// <summary>The portal's own id of the call (<c>X-Request-Id</c>), for whoever looks for it in its logs; null without one.</summary>
    public string? RequestId => Head?.Header("x-request-id"u8) is { Length: > 0 and <= MostOfAnId } id ? id : null;

    public static PortalAnswer Of(WireAnswer answer) =>
        answer switch
        {
            // An announced or endless body that is too long has a status all the same.
            { Fault: Fault.Body, Head: { } head } => new(Fault.Body, head.Status, default, answer.Latency, head),
            { Fault: Fault.None, Head: { } head } => new(
                head.Status is >= 200 and < 300 ? Fault.None : Fault.Status,
                head.Status,
                answer.Body,
                answer.Latency,
                head
            ),
            _ => new(answer.Fault, 0, default, answer.Latency),
        };
}
