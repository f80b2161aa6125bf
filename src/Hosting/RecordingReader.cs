using System.IO.Compression;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;

namespace Mcpx.Hosting;

/// <summary>Reads a recording line by line, whatever its length; one that ends in <c>.gz</c> is unpacked on the way.</summary>
/// <param name="path">The file.</param>
internal sealed class RecordingReader(string path)
{
    private const int LongestLine = 64 << 20;
    private const string Packed = ".gz";

    private readonly RecordingParser _parser = new();
    private readonly List<string> _notes = [];
    private RecordingHeader? _header;
    private long _line;

    /// <summary>What a reader should know: where the recording was cut off, or ended by itself.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Reads it to its end.</summary>
    /// <param name="begin">Takes the first line.</param>
    /// <param name="take">Takes every other.</param>
    /// <exception cref="BadFileException">A line is wrong; nothing after it was read.</exception>
    public void Read(Action<RecordingHeader> begin, Action<JudgingInput> take)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            using Stream lines = path.EndsWith(Packed, StringComparison.Ordinal)
                ? new GZipStream(file, CompressionMode.Decompress)
                : file;
            ReadLines(lines, begin, take);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new BadFileException(path, problem.Message);
        }

        if (_header is null)
        {
            throw new BadFileException(path, "This is no recording: it has no first line.");
        }
    }

    private void ReadLines(Stream stream, Action<RecordingHeader> begin, Action<JudgingInput> take)
    {
        var buffer = new byte[1 << 20];
        var (start, end) = (0, 0);
        while (stream.Read(buffer.AsSpan(end)) is > 0 and var read)
        {
            end += read;
            while (buffer.AsSpan(start, end - start).IndexOf((byte)'\n') is >= 0 and var length)
            {
                Take(buffer.AsSpan(start, length), begin, take, isWhole: true);
                start += length + 1;
            }

            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
            {
                Array.Resize(
                    ref buffer,
                    end < LongestLine ? end * 2 : throw new BadFileException(path, _line + 1, "The line is too long.")
                );
            }
        }

        Take(buffer.AsSpan(0, end), begin, take, isWhole: false);
    }

    private void Take(ReadOnlySpan<byte> line, Action<RecordingHeader> begin, Action<JudgingInput> take, bool isWhole)
    {
        _line++;
        if (line.Trim(" \t\r"u8).IsEmpty)
        {
            return;
        }

        try
        {
            if (_header is null)
            {
                begin(_header = RecordingParser.ReadHeader(line));
            }
            else if (Parse(line, isWhole) is { } input)
            {
                take(input);
                Note(input);
            }
        }
        catch (FormatException problem)
        {
            throw new BadFileException(path, _line, problem.Message);
        }
    }

    /// <summary>A last line without its end was cut off by a crash: it is left out, and said.</summary>
    private JudgingInput? Parse(ReadOnlySpan<byte> line, bool isWhole)
    {
        try
        {
            return _parser.Read(line);
        }
        catch (FormatException) when (!isWhole)
        {
            _notes.Add(
                FormattableString.Invariant($"Line {_line}, the last, is incomplete: the recording was cut off there.")
            );
            return null;
        }
    }

    private void Note(JudgingInput input)
    {
        if (input is Truncated truncated)
        {
            _notes.Add($"The recording ends before the watch did: {truncated.Reason}");
        }
    }
}
