using System.Text;

namespace Mcpx.Launcher.Processes;

/// <summary>A log file that cannot fill the disk: at its limit it becomes <c>name.old.log</c> (one is kept) and starts anew.</summary>
internal sealed class RotatingLog : IDisposable
{
    /// <summary>Default size limit of one file, in bytes (10 MB).</summary>
    public const long DefaultLimit = 10_000_000;

    private const int TailLength = 20;

    private readonly Lock gate = new();
    private readonly Queue<string> tail = new(TailLength);
    private readonly string path;
    private readonly long limit;
    private StreamWriter? writer;

    /// <summary>Opens the file for appending; its folder must exist.</summary>
    /// <param name="path">Absolute path, ending in <c>.log</c>.</param>
    /// <param name="limit">Bytes after which it is rotated.</param>
    public RotatingLog(string path, long limit = DefaultLimit)
    {
        this.path = path;
        this.limit = limit;
        writer = Open();
    }

    /// <summary>Where it is.</summary>
    public string FilePath => path;

    /// <summary>The newest lines of this run, oldest first, 20 at most.</summary>
    public IReadOnlyList<string> Tail
    {
        get
        {
            lock (gate)
                return [.. tail];
        }
    }

    /// <summary>Appends one line, at once visible to readers. After closing it is kept in the tail only.</summary>
    public void WriteLine(string line)
    {
        lock (gate)
        {
            if (tail.Count == TailLength)
                tail.Dequeue();
            tail.Enqueue(line);
            if (writer is null)
                return;
            if (writer.BaseStream.Length >= limit)
            {
                writer.Dispose();
                File.Move(path, Path.ChangeExtension(path, ".old.log"), overwrite: true);
                writer = Open();
            }
            writer.WriteLine(line);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (gate)
        {
            writer?.Dispose();
            writer = null;
        }
    }

    private StreamWriter Open() =>
        new(
            new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete),
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)
        )
        {
            AutoFlush = true,
        };
}
