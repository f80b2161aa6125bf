using System.Text.Json;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Contract;

/// <summary>
/// What every core endpoint promises: status 200 and JSON that is no error envelope (runbook section 12). One place for
/// the probe and the smoke.
/// </summary>
internal static class ContractAnswer
{
    private const int MostOfACode = 40;

    /// <summary>
    /// What the answer breaks; null when it keeps the contract, and when there is no answer or one of 5xx: that is a fault
    /// and not another contract.
    /// </summary>
    public static string? Broken(PortalAnswer answer) =>
        answer.Fault switch
        {
            Fault.Status when answer.StatusCode < 500 => $"answered {answer.StatusCode}",
            Fault.None when answer.StatusCode != 200 => $"answered {answer.StatusCode}",
            Fault.None => BrokenBody(answer.Body),
            _ => null,
        };

    /// <summary>The code of the portal's error envelope <c>{"code","message","requestId"}</c>; null when the body is none.</summary>
    public static string? ErrorCode(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return ErrorCode(json.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? BrokenBody(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) ? "200 without JSON"
                : ErrorCode(json.RootElement) is { } code ? $"200 with the error {code}"
                : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The second is how the reader refuses text that is no Unicode.
            return "200 without JSON";
        }
    }

    private static string? ErrorCode(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("code", out var code)
        && root.TryGetProperty("message", out _)
        && root.TryGetProperty("requestId", out _)
        && code.ValueKind == JsonValueKind.String
        && code.GetString() is { Length: > 0 } text
            ? text[..Math.Min(text.Length, MostOfACode)]
            : null;
}
