using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Mcpx.Db.Proof;

/// <summary>
/// Verifies an export by itself: each event against its place in the chain, and every byte against the last line. Reads as it
/// goes, a line at a time.
/// </summary>
public static class ExportProof
{
    private const int LongestLine = 16 * 1_024 * 1_024;
    private const int HexSize = 2 * SHA256.HashSizeInBytes;

    /// <summary>Walks it.</summary>
    /// <param name="input">The export.</param>
    /// <param name="anchors">What was seen of the journal from outside, lowest position first.</param>
    /// <param name="cancellation">Ends it.</param>
    public static ProofReport Check(
        Stream input,
        IEnumerable<AnchorClaim> anchors,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        var lines = new LineReader(input, LongestLine);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var first = lines.Next();
        if (Begin(first) is not { } begin)
        {
            return NoExport("line 1 is no beginning of an export");
        }

        digest.AppendData(first);
        using var walk = new ChainWalk(anchors, begin.From, Convert.FromHexString(begin.Previous!));
        var (number, ended) = (1L, false);
        while (lines.Next() is { Length: > 0 } line)
        {
            cancellation.ThrowIfCancellationRequested();
            number++;
            if (ended)
            {
                walk.Findings.Add(0, FindingKind.Inserted, $"line {number}: something stands behind the end");
                break;
            }

            if (line.StartsWith("{\"events\":"u8))
            {
                ended = true;
                End(line, number - 2, digest, walk);
                continue;
            }

            digest.AppendData(line);
            Take(line, number, begin, walk);
        }

        if (lines.IsTooLong)
        {
            walk.Findings.Add(0, FindingKind.Changed, $"line {number + 1}: longer than {LongestLine} bytes");
        }

        if (!ended)
        {
            walk.Findings.Add(0, FindingKind.CutTail, $"line {number}: the last line is missing; the export was cut");
        }

        if (walk.Position != begin.To)
        {
            walk.Findings.Add(0, FindingKind.CutTail, $"it ends at {walk.Position}, and says to go to {begin.To}");
        }

        return walk.End(whole: false);
    }

    private static ExportFormat.Begin? Begin(ReadOnlySpan<byte> line)
    {
        try
        {
            var begin = ExportFormat.Read<ExportFormat.Begin>(line);
            return begin is { Format: ExportFormat.Name, From: > 0 } && begin.To >= begin.From && IsHash(begin.Previous)
                ? begin
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Take(ReadOnlySpan<byte> line, long number, ExportFormat.Begin begin, ChainWalk walk)
    {
        ExportFormat.Event read;
        try
        {
            read = ExportFormat.Read<ExportFormat.Event>(line);
        }
        catch (JsonException)
        {
            walk.Findings.Add(0, FindingKind.Changed, $"line {number}: it cannot be read");
            return;
        }

        walk.Take(
            new()
            {
                Position = read.Position,
                BodyHash = Bytes(read.BodySha256),
                Hash = Bytes(read.Hash),
                HasBody = read.Body is not null,
                Body = read.Body is { } body ? Encoding.UTF8.GetBytes(body) : [],
                PurgedBy = read.PurgedBy ?? 0,
                IsBare = begin.Stream is not null,
            }
        );
    }

    /// <summary>The last line can be written from what came before it: nothing else may stand there.</summary>
    private static void End(ReadOnlySpan<byte> line, long events, IncrementalHash digest, ChainWalk walk)
    {
        var right = ExportFormat.Line(
            new ExportFormat.End(
                events,
                Convert.ToHexStringLower(walk.Hash),
                Convert.ToHexStringLower(digest.GetHashAndReset())
            )
        );
        if (!line.SequenceEqual(right))
        {
            walk.Findings.Add(0, FindingKind.Changed, "the last line does not fit the bytes before it");
        }
    }

    private static byte[] Bytes(string? hash) => IsHash(hash) ? Convert.FromHexString(hash!) : [];

    private static bool IsHash(string? text) => text is { Length: HexSize } && text.All(char.IsAsciiHexDigitLower);

    private static ProofReport NoExport(string text) =>
        new(0, 0, 0, "", 0, null, null, [new(0, FindingKind.Changed, text)], 1, []);
}
