using Mcpx.Db;
using Mcpx.Domain.Evidence;
using Mcpx.Watchdog.Evidence.Zip;

namespace Mcpx.Watchdog.Evidence;

/// <summary>The part that was sealed before, read and found to hold.</summary>
internal sealed class PartBefore(PackStream zip, PackCheck check)
{
    public EvidenceManifest Manifest => check.Manifest;

    public EvidencePart Part => new(check.Manifest.Part, check.Sha256, check.Manifest.SealedAt);

    /// <summary>Copies one of its files.</summary>
    public EvidenceFile Copy(EvidenceFile file, SealedZipWriter writer)
    {
        var found = check.Files[file.Path];
        zip.Position = found.Start;
        using var packed = new Slice(zip, found.Item.Packed);
        return writer.Copy(file, found.Item, packed);
    }
}
