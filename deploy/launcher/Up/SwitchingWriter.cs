using System.Text;
using Mcpx.Launcher.Processes;

namespace Mcpx.Launcher.Up;

/// <summary>Writes to the starter first and, once that has gone, to the log; whole lines only. Every line is logged.</summary>
/// <param name="starter">Output of whoever started this process.</param>
/// <param name="log">Where it goes in any case.</param>
internal sealed class SwitchingWriter(TextWriter starter, RotatingLog log) : TextWriter
{
    private volatile bool toLogOnly;

    /// <inheritdoc />
    public override Encoding Encoding => starter.Encoding;

    /// <summary>The starter is leaving: write no more to it.</summary>
    public void ToLog() => toLogOnly = true;

    /// <inheritdoc />
    public override void WriteLine(string? value)
    {
        log.WriteLine(value ?? "");
        if (!toLogOnly)
            starter.WriteLine(value);
    }

    /// <inheritdoc />
    public override Task WriteLineAsync(string? value)
    {
        WriteLine(value);
        return Task.CompletedTask;
    }
}
