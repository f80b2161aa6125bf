using Mcpx.Domain.Redaction;

namespace Mcpx.Watchdog.Tests.Redaction;

/// <summary>What the product would be without its redaction: the measure for tests that find nothing.</summary>
internal sealed class NoRedaction : IRedaction
{
    public static NoRedaction Instance { get; } = new();

    public bool MayHold(ReadOnlySpan<char> text) => false;

    public string Redact(string text) => text;
}
