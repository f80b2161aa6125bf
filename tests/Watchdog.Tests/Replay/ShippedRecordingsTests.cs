using System.Runtime.CompilerServices;
using Mcpx.Watchdog.Commands;

namespace Mcpx.Watchdog.Tests.Replay;

/// <summary>The recordings that are shipped: one for each trigger, and quiet ones that must propose nothing.</summary>
public sealed class ShippedRecordingsTests
{
    private static readonly string Shipped = Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "deploy", "recordings")
    );

    [Fact]
    public void Backtest_ShippedRecordings_MissesNothingAndProposesNothingFalse()
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();

        var code = ReplayCommand.Run(new(Recording: null, Backtest: Shipped), output, error);

        Assert.True(code == 0, System.Text.Encoding.UTF8.GetString(output.ToArray()) + error);
    }

    [Fact]
    public void Replay_ShippedRecordingTwice_PrintsTheSameBytes()
    {
        var recording = Directory.EnumerateFiles(Shipped, "*.jsonl.gz").Order(StringComparer.Ordinal).First();

        Assert.Equal(Replay(recording), Replay(recording));
    }

    private static byte[] Replay(string recording)
    {
        using var output = new MemoryStream();
        ReplayCommand.Run(new(recording, Json: true), output, TextWriter.Null);
        return output.ToArray();
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
