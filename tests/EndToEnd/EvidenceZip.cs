using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Mcpx.EndToEnd;

/// <summary>Checks a downloaded evidence pack by itself, as an auditor without our programs would.</summary>
internal static class EvidenceZip
{
    /// <summary>Every file has the digest and size its manifest says, and the manifest names every file.</summary>
    /// <returns>How many files were checked.</returns>
    public static int Verify(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var manifest = JsonDocument.Parse(Read(zip, "manifest.json"));
        var listed = manifest.RootElement.GetProperty("files").EnumerateArray().ToList();
        foreach (var file in listed)
        {
            var path = file.GetProperty("path").GetString()!;
            var content = Read(zip, path);
            Assert.Equal(file.GetProperty("bytes").GetInt64(), content.Length);
            Assert.True(
                file.GetProperty("sha256").GetString() == Convert.ToHexStringLower(SHA256.HashData(content)),
                $"{path} is not what the manifest says."
            );
        }

        Assert.Equal(zip.Entries.Count - 1, listed.Count);
        return listed.Count;
    }

    /// <summary>A file of the pack as text.</summary>
    public static string Text(byte[] bytes, string path)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        return Encoding.UTF8.GetString(Read(zip, path));
    }

    private static byte[] Read(ZipArchive zip, string path)
    {
        using var stream = zip.GetEntry(path)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
