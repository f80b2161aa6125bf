using System.Text.Json;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Replay;

/// <summary>The words of a recording, the most frequent first: they are compared as bytes, four times a second and instance.</summary>
internal static class LineNames
{
    public static LineKind KindOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("beat"u8) ? LineKind.Beat
        : reader.ValueTextEquals("health"u8) ? LineKind.Health
        : reader.ValueTextEquals("contract"u8) ? LineKind.Contract
        : reader.ValueTextEquals("traffic"u8) ? LineKind.Traffic
        : reader.ValueTextEquals("tick"u8) ? LineKind.Tick
        : reader.ValueTextEquals("first-event"u8) ? LineKind.FirstEvent
        : reader.ValueTextEquals("event"u8) ? LineKind.Event
        : reader.ValueTextEquals("look"u8) ? LineKind.Look
        : reader.ValueTextEquals("preflight"u8) ? LineKind.Preflight
        : reader.ValueTextEquals("refusals"u8) ? LineKind.Refusals
        : reader.ValueTextEquals("tag"u8) ? LineKind.Tag
        : reader.ValueTextEquals("vantage"u8) ? LineKind.Vantage
        : reader.ValueTextEquals("parity"u8) ? LineKind.Parity
        : reader.ValueTextEquals("security"u8) ? LineKind.Security
        : reader.ValueTextEquals("workflow"u8) ? LineKind.Workflow
        : reader.ValueTextEquals("resumed"u8) ? LineKind.Resumed
        : reader.ValueTextEquals("fact"u8) ? LineKind.Fact
        : reader.ValueTextEquals("known"u8) ? LineKind.Known
        : reader.ValueTextEquals("configuration"u8) ? LineKind.Configuration
        : reader.ValueTextEquals("restore"u8) ? LineKind.Restore
        : reader.ValueTextEquals("truncated"u8) ? LineKind.Truncated
        : throw new FormatException($"'{reader.GetString()}' is no kind of line.");

    public static LineField FieldOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("at"u8) ? LineField.At
        : reader.ValueTextEquals("us"u8) ? LineField.Us
        : reader.ValueTextEquals("status"u8) ? LineField.Status
        : reader.ValueTextEquals("endpoint"u8) ? LineField.Endpoint
        : reader.ValueTextEquals("path"u8) ? LineField.Path
        : reader.ValueTextEquals("calls"u8) ? LineField.Calls
        : reader.ValueTextEquals("errors"u8) ? LineField.Errors
        : reader.ValueTextEquals("bounds"u8) ? LineField.Bounds
        : reader.ValueTextEquals("counts"u8) ? LineField.Counts
        : reader.ValueTextEquals("fault"u8) ? LineField.Fault
        : reader.ValueTextEquals("broken"u8) ? LineField.Broken
        : reader.ValueTextEquals("origin"u8) ? LineField.Origin
        : reader.ValueTextEquals("answer"u8) ? LineField.Answer
        : reader.ValueTextEquals("release"u8) ? LineField.Release
        : reader.ValueTextEquals("answered"u8) ? LineField.Answered
        : reader.ValueTextEquals("critical"u8) ? LineField.Critical
        : reader.ValueTextEquals("differences"u8) ? LineField.Differences
        : reader.ValueTextEquals("first"u8) ? LineField.First
        : reader.ValueTextEquals("finding"u8) ? LineField.Finding
        : reader.ValueTextEquals("failed"u8) ? LineField.Failed
        : reader.ValueTextEquals("body"u8) ? LineField.Body
        : reader.ValueTextEquals("options"u8) ? LineField.Options
        : reader.ValueTextEquals("verdicts"u8) ? LineField.Verdicts
        : reader.ValueTextEquals("refused"u8) ? LineField.Refused
        : reader.ValueTextEquals("reason"u8) ? LineField.Reason
        : throw new FormatException($"'{reader.GetString()}' is no property of a line.");

    public static string Of(HealthEndpoint endpoint) => endpoint == HealthEndpoint.Ready ? "ready" : "healthz";

    public static HealthEndpoint EndpointOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("ready"u8) ? HealthEndpoint.Ready
        : reader.ValueTextEquals("healthz"u8) ? HealthEndpoint.Healthz
        : throw new FormatException("'endpoint' must be healthz or ready.");

    public static string Of(Fault fault) => fault.ToString().ToLowerInvariant();

    public static Fault FaultOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("timeout"u8) ? Fault.Timeout
        : reader.ValueTextEquals("refused"u8) ? Fault.Refused
        : reader.ValueTextEquals("status"u8) ? Fault.Status
        : reader.ValueTextEquals("closed"u8) ? Fault.Closed
        : reader.ValueTextEquals("body"u8) ? Fault.Body
        : reader.ValueTextEquals("dns"u8) ? Fault.Dns
        : reader.ValueTextEquals("tls"u8) ? Fault.Tls
        : throw new FormatException("'fault' must be dns, refused, tls, timeout, closed, status or body.");

    public static string Of(PreflightAnswer answer) => answer.ToString().ToLowerInvariant();

    public static PreflightAnswer AnswerOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("allowed"u8) ? PreflightAnswer.Allowed
        : reader.ValueTextEquals("forbidden"u8) ? PreflightAnswer.Forbidden
        : reader.ValueTextEquals("none"u8) ? PreflightAnswer.None
        : throw new FormatException("'answer' must be allowed, forbidden or none.");
}
