using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Replay;

/// <summary>
/// The folder that recordings are written to: one file after the other for each environment, named by its begin, for example
/// <c>Prod-20261101T090000250Z.jsonl</c>. Of files so named the newest are kept; no other file is touched.
/// </summary>
internal sealed partial class RecordingFolder(RecordingOptions options)
{
    private static readonly string Product = typeof(RecordingFolder).Assembly.GetName().Version!.ToString(3);

    /// <summary>Size at which the next file is to be begun.</summary>
    public long MaxBytes => options.MaxMegabytes * 1_000_000L;

    /// <summary>Begins a file and deletes the oldest that are too many.</summary>
    public RecordingFile Begin(string environment, DateTimeOffset at, IReadOnlyList<JudgingInput> lines)
    {
        var folder = Directory.CreateDirectory(options.Folder!).FullName;
        var file = new RecordingFile(Unused(folder, environment, at));
        file.Write(new RecordingHeader(RecordingHeader.Version, environment, at, Product));
        foreach (var line in lines)
        {
            file.Write(line);
        }

        file.Flush();
        DeleteOldest(folder, environment, file.Name);
        return file;
    }

    private static string Unused(string folder, string environment, DateTimeOffset at)
    {
        while (true)
        {
            var begin = at.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
            var path = Path.Combine(folder, $"{environment}-{begin}.jsonl");
            if (!File.Exists(path))
            {
                return path;
            }

            at = at.AddMilliseconds(1);
        }
    }

    private void DeleteOldest(string folder, string environment, string written)
    {
        var before = Directory
            .EnumerateFiles(folder, $"{environment}-*.jsonl")
            .Where(path =>
                Name().Match(Path.GetFileName(path)) is { Success: true } name
                && name.Groups["environment"].Value == environment
            )
            .Where(path => Path.GetFileName(path) != written)
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var path in before.SkipLast(options.Keep - 1))
        {
            File.Delete(path);
        }
    }

    [GeneratedRegex(@"^(?<environment>.+)-\d{8}T\d{9}Z\.jsonl$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Name();
}

/// <summary>One recording that is being written.</summary>
internal sealed class RecordingFile(string path) : IDisposable
{
    private readonly FileStream _stream = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    private readonly ArrayBufferWriter<byte> _line = new();

    public string Name => Path.GetFileName(path);

    /// <summary>Bytes written so far.</summary>
    public long Bytes => _stream.Position;

    public void Write(RecordingHeader header)
    {
        RecordingWriter.Write(_line, header);
        WriteLine();
    }

    public void Write(JudgingInput input)
    {
        RecordingWriter.Write(_line, input);
        WriteLine();
    }

    /// <summary>Hands everything to the operating system, so that a crash of the watchdog loses at most a line.</summary>
    public void Flush() => _stream.Flush();

    public void Dispose() => _stream.Dispose();

    private void WriteLine()
    {
        _stream.Write(_line.WrittenSpan);
        _line.ResetWrittenCount();
    }
}
