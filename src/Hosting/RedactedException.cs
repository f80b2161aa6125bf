namespace Mcpx.Hosting;

/// <summary>An exception as text, without the secrets that it held.</summary>
internal sealed class RedactedException(string text) : Exception(text)
{
    public override string ToString() => Message;
}
