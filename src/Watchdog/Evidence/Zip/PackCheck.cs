using System.Text.Json;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Journal;

namespace Mcpx.Watchdog.Evidence.Zip;

/// <summary>A pack that was read and holds.</summary>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Sha256">Digest of the whole zip: what the journal says of it.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Files">Its files, the manifest left out, by name.</param>
/// <param name="Events">How many events its <c>journal.jsonl</c> has.</param>
/// <param name="Purged">Those of them whose body was purged.</param>
internal sealed record PackCheck(
    EvidenceManifest Manifest,
    string Sha256,
    long Bytes,
    IReadOnlyDictionary<string, ZipFound> Files,
    int Events,
    int Purged
)
{
    public const string JournalFile = "journal.jsonl";
    private const int LongestManifest = 32 * 1024 * 1024;

    /// <summary>Reads a pack and holds everything in it against its manifest; needs nothing else.</summary>
    /// <param name="zip">The zip, from its beginning; it must know its length.</param>
    /// <exception cref="InvalidDataException">It does not hold; the message says why.</exception>
    public static PackCheck Of(Stream zip)
    {
        var length = zip.Length;
        using var whole = new Slice(zip, length);
        using var manifestBytes = new MemoryStream();
        using var journal = new ChainLines();
        var found = SealedZipReader.Read(
            whole,
            item =>
                item.Name switch
                {
                    EvidenceManifest.FileName when item.Bytes > LongestManifest => throw new InvalidDataException(
                        "its manifest is too long"
                    ),
                    EvidenceManifest.FileName => manifestBytes,
                    JournalFile => journal,
                    _ => null,
                }
        );
        if (found is not [.., { Item: { Name: EvidenceManifest.FileName, Deflated: false } }])
        {
            throw new InvalidDataException("it has no manifest at its end");
        }

        var manifest = ReadManifest(manifestBytes.GetBuffer().AsSpan(0, (int)manifestBytes.Length));
        var byName = found.SkipLast(1).ToDictionary(file => file.Item.Name, StringComparer.Ordinal);
        Compare(manifest, found, byName);
        return journal.Result() is { } problem
            ? throw new InvalidDataException($"{JournalFile}, {problem}")
            : new(manifest, whole.Sha256(), length, byName, journal.Count, journal.Purged);
    }

    private static EvidenceManifest ReadManifest(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<EvidenceManifest>(bytes, EventBody.Json);
            return manifest is not { Files: not null, Lines: not null, Missing: not null }
                    ? throw new InvalidDataException("its manifest does not say what it should")
                : manifest.Format != EvidenceManifest.NewestFormat
                    ? throw new InvalidDataException($"its format {manifest.Format} is not known here")
                : manifest;
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"its manifest cannot be read: {problem.Message}", problem);
        }
    }

    private static void Compare(
        EvidenceManifest manifest,
        IReadOnlyList<ZipFound> found,
        Dictionary<string, ZipFound> byName
    )
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in manifest.Files)
        {
            if (!listed.Add(file.Path))
            {
                throw new InvalidDataException($"the manifest lists {file.Path} twice");
            }

            if (!byName.TryGetValue(file.Path, out var there))
            {
                throw new InvalidDataException($"{file.Path} is listed and not there");
            }

            if (
                (file.Sha256, file.PackedSha256, file.Bytes)
                != (there.Sha256, there.PackedSha256, (long)there.Item.Bytes)
            )
            {
                throw new InvalidDataException($"{file.Path} is not what the manifest says");
            }
        }

        if (byName.Keys.FirstOrDefault(name => !listed.Contains(name)) is { } extra)
        {
            throw new InvalidDataException($"{extra} is there and not listed");
        }

        var time = ZipFormat.Time(manifest.SealedAt);
        if (found.FirstOrDefault(file => file.Item.Time != time) is { } other)
        {
            throw new InvalidDataException($"{other.Item.Name} has another time than the manifest");
        }
    }
}
