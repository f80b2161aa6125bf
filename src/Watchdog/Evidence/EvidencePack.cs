using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Journal;

namespace Mcpx.Watchdog.Evidence;

/// <summary>Collects files and writes them as one zip whose manifest lists each with its digest.</summary>
internal sealed class EvidencePack
{
    private static readonly JsonSerializerOptions Indented = new(EventBody.Json) { WriteIndented = true };
    private readonly SortedDictionary<string, (byte[] Bytes, string Source)> _files = new(StringComparer.Ordinal);
    private readonly List<MissingEvidence> _missing = [];

    public IReadOnlyList<MissingEvidence> Missing => _missing;

    public int Count => _files.Count;

    public void AddText(string path, string text, string source) =>
        _files[path] = (Encoding.UTF8.GetBytes(text), source);

    public void AddBytes(string path, byte[] bytes, string source) => _files[path] = (bytes, source);

    public void AddJson(string path, object value, string source) =>
        _files[path] = (JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Indented), source);

    public void Miss(string what, string why) => _missing.Add(new(what, why));

    /// <summary>Writes the zip. The same content at the same time gives the same bytes.</summary>
    public byte[] Write(string incident, string environment, int part, DateTimeOffset at)
    {
        var manifest = new EvidenceManifest(
            incident,
            environment,
            part,
            at,
            [
                .. _files.Select(file => new EvidenceFile(
                    file.Key,
                    Hash(file.Value.Bytes),
                    file.Value.Bytes.Length,
                    file.Value.Source
                )),
            ],
            _missing
        );
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "manifest.json", JsonSerializer.SerializeToUtf8Bytes(manifest, Indented), at);
            foreach (var (path, file) in _files)
            {
                Write(zip, path, file.Bytes, at);
            }
        }

        return stream.ToArray();
    }

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>A table as CSV: fields in quotes, times in UTC.</summary>
    public static string Csv(IEnumerable<string> head, IEnumerable<IEnumerable<object?>> rows)
    {
        var text = new StringBuilder().AppendJoin(',', head).Append('\n');
        foreach (var row in rows)
        {
            text.AppendJoin(',', row.Select(Field)).Append('\n');
        }

        return text.ToString();
    }

    private static string Field(object? value) =>
        value switch
        {
            null => "",
            DateTimeOffset at => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
            _ => $"\"{value.ToString()!.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
        };

    private static void Write(ZipArchive zip, string path, byte[] bytes, DateTimeOffset at)
    {
        var entry = zip.CreateEntry(path, CompressionLevel.Optimal);
        entry.LastWriteTime = at;
        using var stream = entry.Open();
        stream.Write(bytes);
    }
}
