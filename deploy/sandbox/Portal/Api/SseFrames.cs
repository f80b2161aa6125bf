using System.Text;
using System.Text.Json;

namespace Mcpx.Sandbox.Portal.Api;

/// <summary>Writes server-sent-events frames and sends them at once.</summary>
public static class SseFrames
{
    /// <summary>Writes an event with JSON data.</summary>
    public static Task WriteEventAsync(Stream stream, string name, object data, CancellationToken cancellationToken) =>
        WriteAsync(
            stream,
            $"event: {name}\ndata: {JsonSerializer.Serialize(data, JsonSerializerOptions.Web)}\n\n",
            cancellationToken
        );

    /// <summary>Writes a comment line, for example <c>: keep-alive</c>.</summary>
    public static Task WriteCommentAsync(Stream stream, string comment, CancellationToken cancellationToken) =>
        WriteAsync(stream, $": {comment}\n\n", cancellationToken);

    private static async Task WriteAsync(Stream stream, string frame, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        // The response body sends what it is given without an extra flush.
        await stream.WriteAsync(Encoding.UTF8.GetBytes(frame), cancellationToken);
    }
}
