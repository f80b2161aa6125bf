using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Wire;

/// <summary>One complete answer, or how it failed.</summary>
/// <param name="Fault">How it failed; <see cref="Fault.None"/> for an answer, whatever its status.</param>
/// <param name="Head">Its head; null when none came.</param>
/// <param name="Body">Its whole body; empty with a fault.</param>
/// <param name="Latency">From the call to the complete answer, connecting included.</param>
internal readonly record struct WireAnswer(
    Fault Fault,
    ResponseHead? Head,
    ReadOnlyMemory<byte> Body,
    TimeSpan Latency
);
