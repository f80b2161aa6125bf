using System.Text;
using CliWrap;

namespace Mcpx.Watchdog.Deployers;

/// <summary>Reads a program's output line by line and never holds more of a line than its bound, however long it is.</summary>
internal static class BoundedLines
{
    /// <summary>A program's output, line by line.</summary>
    public static PipeTarget Pipe(int longest, Action<string> take) =>
        PipeTarget.Create((stream, cancellation) => ReadAsync(stream, longest, take, cancellation));

    /// <summary>Hands on each line; what is longer than <paramref name="longest"/> is cut and marked.</summary>
    public static async Task ReadAsync(Stream stream, int longest, Action<string> take, CancellationToken cancellation)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var (line, cut) = (new StringBuilder(), false);
        var buffer = new char[4_096];
        while (await reader.ReadAsync(buffer, cancellation) is var read and > 0)
        {
            for (var i = 0; i < read; i++)
            {
                if (buffer[i] == '\n')
                {
                    End();
                }
                else if (line.Length < longest)
                {
                    line.Append(buffer[i]);
                }
                else
                {
                    cut = true;
                }
            }
        }

        if (line.Length > 0)
        {
            End();
        }

        void End()
        {
            take(cut ? $"{line} …" : line.ToString().TrimEnd('\r'));
            (_, cut) = (line.Clear(), false);
        }
    }
}
