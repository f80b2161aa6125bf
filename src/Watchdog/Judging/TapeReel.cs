using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Evidence;

namespace Mcpx.Watchdog.Judging;

/// <summary>The newest two pieces of an environment's tape, each a recording that replays alone.</summary>
internal sealed class TapeReel(string environment) : IDisposable
{
    /// <summary>Longer than any hold with its window.</summary>
    private static readonly TimeSpan Piece = TimeSpan.FromMinutes(15);

    /// <summary>A piece that grows to this, packed, is ended before its time.</summary>
    private const int Largest = 8 * 1024 * 1024;

    private static readonly string Product = typeof(TapeReel).Assembly.GetName().Version!.ToString(3);
    private readonly ArrayBufferWriter<byte> _line = new();
    private byte[]? _before;
    private MemoryStream? _bytes;
    private GZipStream? _packed;
    private DateTimeOffset _begun;
    private bool _isLong;

    /// <summary>Begins a piece; the one before the last is forgotten.</summary>
    public void Begin(DateTimeOffset at, IReadOnlyList<JudgingInput> start)
    {
        _before = End() ?? _before;
        (_begun, _isLong) = (at, false);
        _bytes = new();
        _packed = new(_bytes, CompressionLevel.Fastest);
        RecordingWriter.Write(_line, new RecordingHeader(RecordingHeader.Version, environment, at, Product));
        foreach (var input in start)
        {
            RecordingWriter.Write(_line, input);
        }

        Pack();
    }

    /// <summary>Takes an input.</summary>
    /// <returns>Whether the piece is long enough with it; said once.</returns>
    public bool Take(DateTimeOffset at, JudgingInput input)
    {
        if (_packed is null)
        {
            return false;
        }

        RecordingWriter.Write(_line, input);
        Pack();
        if (_isLong || (at - _begun <= Piece && _bytes!.Length <= Largest))
        {
            return false;
        }

        _isLong = true;
        return true;
    }

    public void Dispose() => End();

    /// <summary>Puts what there is into a folder, oldest first. The piece in hand ends with it.</summary>
    public void Save(string folder)
    {
        var pieces = new[] { _before, End() }.OfType<byte[]>().ToList();
        _before = pieces.LastOrDefault();
        EvidenceFolder.Create(folder);
        for (var i = 0; i < pieces.Count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{environment}-{i + 1}.jsonl.gz");
            var path = Path.Combine(folder, name);
            File.WriteAllBytes($"{path}.tmp", pieces[i]);
            File.Move($"{path}.tmp", path, overwrite: true);
        }
    }

    private void Pack()
    {
        _packed!.Write(_line.WrittenSpan);
        _line.ResetWrittenCount();
    }

    private byte[]? End()
    {
        if (_packed is null)
        {
            return null;
        }

        _packed.Dispose();
        _packed = null;
        using (_bytes)
        {
            return _bytes!.ToArray();
        }
    }
}
