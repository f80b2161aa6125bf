namespace Mcpx.Db.Proof;

/// <summary>
/// The signed file of anchors: each line holds the hash of the line before, whatever that was, so that a line torn by a kill
/// is owned up to by the next one and none in between can be changed or left out.
/// </summary>
/// <param name="path">The file.</param>
public sealed class AnchorFile(string path)
{
    private const int LongestLine = 4 * 1_024;

    /// <summary>Adds a line and waits until it is on the disk.</summary>
    /// <param name="position">The chain's newest position.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="at">When.</param>
    /// <param name="key">Signs it.</param>
    /// <param name="hashAt">What the chain holds at a position now; null where it holds nothing.</param>
    /// <exception cref="InvalidDataException">The last line saw another chain, or is none of ours.</exception>
    public void Add(long position, string hash, DateTimeOffset at, AnchorKey key, Func<long, string?> hashAt)
    {
        var last = Last();
        var torn = last.Length > 0 && last[^1] != '\n';
        var before = last.AsSpan(0, last.Length - (torn || last.Length == 0 ? 0 : 1));
        if (!torn && before.Length > 0)
        {
            var known =
                AnchorLine.Read(before, key)
                ?? throw new InvalidDataException($"The last line of {path} is not signed with this key.");
            if (hashAt(known.Position) != known.Hash)
            {
                throw new InvalidDataException(
                    $"The last line of {path} saw position {known.Position} of another chain than this journal's."
                );
            }
        }

        var line = new AnchorLine(
            position,
            hash,
            at,
            before.Length == 0 ? AnchorLine.None : AnchorLine.HashOf(before)
        ).Write(key);
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write([.. torn ? "\n"u8 : [], .. line, (byte)'\n']);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Reads what it vouches for, a line at a time.</summary>
    /// <param name="key">Checks the signatures.</param>
    /// <param name="findings">Takes what is wrong with the file itself.</param>
    public IEnumerable<AnchorClaim> Read(AnchorKey key, Action<string> findings)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var lines = new LineReader(file, LongestLine);
        var previous = AnchorLine.None;
        string? torn = null;
        for (var number = 1; Next(lines) is { Length: > 0 } raw; number++)
        {
            var whole = raw[^1] == '\n';
            var line = whole ? raw[..^1] : raw;
            var read = whole ? AnchorLine.Read(line, key) : null;
            if (read is null)
            {
                // Said unless the next one owns up to it.
                torn ??= $"line {number} of {path} is not signed with this key, or not whole";
            }
            else if (read.Previous != previous)
            {
                findings($"line {number} of {path} does not follow from the one before it");
            }
            else
            {
                torn = null;
            }

            previous = AnchorLine.HashOf(line);
            if (read is not null)
            {
                yield return new(read.Position, read.Hash, read.At, $"line {number} of {path}");
            }
        }

        if (lines.IsTooLong)
        {
            findings($"{path} holds a line longer than {LongestLine} bytes");
        }

        if (torn is not null)
        {
            findings(torn);
        }
    }

    private static byte[] Next(LineReader lines) => lines.Next().ToArray();

    /// <summary>The last line with its line break, as far as it has one; empty where there is no line.</summary>
    private byte[] Last()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var length = (int)Math.Min(file.Length, LongestLine + 1);
        file.Seek(-length, SeekOrigin.End);
        var end = new byte[length];
        file.ReadExactly(end);
        var at = length < 2 ? -1 : end.AsSpan(0, length - 1).LastIndexOf((byte)'\n');
        return end[(at + 1)..];
    }
}
