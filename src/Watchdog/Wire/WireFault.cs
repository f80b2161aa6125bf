using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Wire;

/// <summary>An answer that did not come, or came as something that is no answer.</summary>
internal sealed class WireFault(Fault fault, string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>What kind of failure it is.</summary>
    public Fault Fault => fault;
}
