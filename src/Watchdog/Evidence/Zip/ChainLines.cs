using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mcpx.Domain.Journal;

namespace Mcpx.Watchdog.Evidence.Zip;

/// <summary>
/// Checks <c>journal.jsonl</c> while it passes: each body is the one that was hashed, each hash follows from the one before, and
/// positions only grow.
/// </summary>
internal sealed class ChainLines : Stream
{
    /// <summary>Longer than any event.</summary>
    private const int LongestLine = 32 * 1024 * 1024;

    private readonly MemoryStream _line = new();
    private long _last;
    private string? _lastHash;

    /// <summary>The first thing that does not hold; null while everything does.</summary>
    public string? Problem { get; private set; }

    /// <summary>How many lines held.</summary>
    public int Count { get; private set; }

    /// <summary>Lines whose body was purged after its retention.</summary>
    public int Purged { get; private set; }

    /// <summary>The position of the newest.</summary>
    public long Newest => _last;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (Problem is null && buffer.Length > 0)
        {
            var end = buffer.IndexOf((byte)'\n');
            _line.Write(end < 0 ? buffer : buffer[..end]);
            if (_line.Length > LongestLine)
            {
                Problem = $"line {Count + 1} is too long";
            }
            else if (end >= 0)
            {
                Problem = Check(_line.GetBuffer().AsMemory(0, (int)_line.Length));
                _line.SetLength(0);
                Count += Problem is null ? 1 : 0;
            }

            buffer = end < 0 ? [] : buffer[(end + 1)..];
        }
    }

    /// <summary>What is wrong with it now that all of it has passed; null when it holds.</summary>
    public string? Result() => Problem ?? (_line.Length > 0 ? $"line {Count + 1} has no end" : null);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private string? Check(ReadOnlyMemory<byte> bytes)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"line {Count + 1}");
        try
        {
            var line = JsonSerializer.Deserialize<Line>(bytes.Span, EventBody.Json);
            if (line is not { Previous: { } previous, BodySha256: { } body, Hash: { } hash } || line.Position <= _last)
            {
                return $"{where} is not the next event";
            }

            if (line.Body is null)
            {
                Purged++;
            }
            else if (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line.Body))) != body)
            {
                return $"{where}: the body is not the one that was hashed";
            }

            var next = Chain.Next(Hash(previous), line.Position, Hash(body));
            if (
                Convert.ToHexStringLower(next) != hash
                || (line.Position == _last + 1 && _lastHash is { } before && before != previous)
            )
            {
                return $"{where}: the hash does not follow from the one before";
            }

            (_last, _lastHash) = (line.Position, hash);
            return null;
        }
        catch (Exception problem) when (problem is JsonException or FormatException)
        {
            return $"{where} cannot be read";
        }
    }

    private static byte[] Hash(string hex) =>
        hex.Length == 2 * SHA256.HashSizeInBytes
            ? Convert.FromHexString(hex)
            : throw new FormatException("A hash has 64 digits.");

    private sealed record Line(long Position, string? Previous, string? BodySha256, string? Hash, string? Body);
}
