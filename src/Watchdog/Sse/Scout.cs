using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Sse;

/// <summary>Listens whether a stream does more than greet: bytes that come well after the first ones.</summary>
/// <param name="time">The clock.</param>
/// <param name="apart">How long after the first.</param>
internal sealed class Scout(TimeProvider time, TimeSpan apart) : IBodyReader
{
    private long? _first;

    /// <summary>Whether it does.</summary>
    public bool Lives { get; private set; }

    public void Take(ReadOnlySpan<byte> piece)
    {
        if (!piece.IsEmpty)
        {
            _first ??= time.GetTimestamp();
            Lives |= time.GetElapsedTime(_first.Value) >= apart;
        }
    }
}
