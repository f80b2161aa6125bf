using System.Security.Cryptography;
using System.Text;
using Mcpx.Domain.Parity;
using Mcpx.Watchdog.Replay;

namespace Mcpx.Watchdog.Probes.Parity;

/// <summary>Reads a file with what is expected (docs/parity.md), YAML or JSON by its ending.</summary>
internal static class ExpectedFile
{
    /// <summary>No longer file is read.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Reads one.</summary>
    /// <param name="file">The file; JSON where it ends in <c>.json</c>, else YAML.</param>
    /// <param name="seal">Puts digests in the place of secrets: a value is not kept longer than it takes to read it.</param>
    /// <param name="pinned">The digest it must have; null for any.</param>
    /// <exception cref="BadFileException">It cannot be read, or something in it is wrong: everything, with its line.</exception>
    public static ExpectedSettings Read(string file, SecretSeal seal, string? pinned = null)
    {
        try
        {
            var bytes = Bytes(file);
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (pinned is not null && pinned != sha256)
            {
                throw new BadFileException(
                    file,
                    $"has the digest {sha256}, and ExpectedSha256 pins {pinned}: a correction is reviewed where that is changed"
                );
            }

            return (
                file.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
                    ? Read(file, ExpectedJson.Read(file, bytes), seal)
                    : Read(file, ExpectedYaml.Read(file, Encoding.UTF8.GetString(bytes)), seal)
            ) with
            {
                Sha256 = sha256,
            };
        }
        catch (Exception problem)
            when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadFileException(file, problem.Message);
        }
    }

    /// <summary>Makes sense of what stands in it.</summary>
    internal static ExpectedSettings Read(string file, IReadOnlyList<ExpectedEntry> entries, SecretSeal seal)
    {
        var sense = new ExpectedSense(file, seal);
        foreach (var entry in entries)
        {
            sense.Take(entry);
        }

        return sense.Problems.Count > 0 ? throw new BadFileException(sense.Problems) : sense.Expected;
    }

    private static byte[] Bytes(string file)
    {
        using var stream = File.OpenRead(file);
        if (stream.Length > MostBytes)
        {
            throw new BadFileException(file, $"is longer than {MostBytes / 1024 / 1024} MiB");
        }

        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
