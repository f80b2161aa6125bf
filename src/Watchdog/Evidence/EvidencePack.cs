using System.Text;
using System.Text.Json;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Journal;
using Mcpx.Watchdog.Evidence.Zip;

namespace Mcpx.Watchdog.Evidence;

/// <summary>
/// A part on its way: files go into the zip one by one, each for a line of the evidence; what a line lacks is said. Files
/// are never held, but for the one in hand.
/// </summary>
/// <param name="writer">The zip.</param>
/// <param name="part">Its number.</param>
/// <param name="before">The part before it; null for the first.</param>
internal sealed class EvidencePack(SealedZipWriter writer, int part = 1, PartBefore? before = null)
{
    private static readonly JsonSerializerOptions Indented = new(EventBody.Json) { WriteIndented = true };
    private readonly Dictionary<string, EvidenceFile> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, (LineState State, string Why)> _said = new(StringComparer.Ordinal);

    public int Count => _files.Count;

    /// <summary>Every line and where it stands.</summary>
    public IReadOnlyList<EvidenceLine> Lines =>
        [
            .. EvidenceLines.All.Select(line =>
                _said.TryGetValue(line.Name, out var said) ? new(line.Name, line.Runbook, said.State, said.Why)
                : Has(line.Name) ? new EvidenceLine(line.Name, line.Runbook, LineState.Present, Why: null)
                : new(line.Name, line.Runbook, LineState.Missing, "nothing was collected")
            ),
        ];

    public IReadOnlyList<MissingEvidence> Missing =>
        [
            .. Lines
                .Where(line => line.State == LineState.Missing)
                .Select(line => new MissingEvidence(line.Name, line.Why!)),
        ];

    /// <summary>Adds a file that is written as it goes.</summary>
    public void Add(string line, string path, string source, Action<Stream> write)
    {
        if (EvidencePath.Problem(path) is { } problem)
        {
            throw new ArgumentException($"{path} is no name for a file: {problem}.", nameof(path));
        }

        if (_files.ContainsKey(path))
        {
            throw new ArgumentException($"{path} is there already.", nameof(path));
        }

        Keep(writer.Add(path, source, write) with { Line = line });
    }

    public void AddText(string line, string path, string source, Action<TextWriter> write) =>
        Add(
            line,
            path,
            source,
            stream =>
            {
                using var text = new StreamWriter(stream, new UTF8Encoding(false), 16 * 1024, leaveOpen: true);
                text.NewLine = "\n";
                write(text);
            }
        );

    public void AddBytes(string line, string path, string source, byte[] bytes) =>
        Add(line, path, source, stream => stream.Write(bytes));

    public void AddJson(string line, string path, string source, object value) =>
        Add(line, path, source, stream => JsonSerializer.Serialize(stream, value, value.GetType(), Indented));

    /// <summary>A line is not covered, or not all of it.</summary>
    public void Miss(string line, string why) => _said[line] = (LineState.Missing, why);

    /// <summary>There is nothing that a line could have.</summary>
    public void None(string line, string why) => _said[line] = (LineState.NotApplicable, why);

    /// <summary>
    /// Takes a line over from the part before, as it lies there, where that was sealed when all was over: readings age out, and
    /// what is measured of an ended incident does not change any more.
    /// </summary>
    /// <returns>Whether it did; else the line is to be collected.</returns>
    public bool Carry(string line)
    {
        if (
            before is not { Manifest: { Ended: true } old }
            || old.Lines.FirstOrDefault(known => known.Name == line) is not { State: not LineState.Missing } known
        )
        {
            return false;
        }

        CopyFiles(line);
        if (known is { State: LineState.NotApplicable, Why: { } why })
        {
            None(line, why);
        }

        return true;
    }

    /// <summary>Takes over what the part before has of a line and this one could not get again.</summary>
    public void CarryRest(string line)
    {
        if (!Has(line))
        {
            CopyFiles(line);
        }
    }

    /// <summary>Whether there is anything in it that the part before has not, the journal's own retelling left out.</summary>
    public bool Differs() =>
        before?.Manifest is not { } old
        || !old
            .Lines.Select(line => (line.Name, line.State))
            .SequenceEqual(Lines.Select(line => (line.Name, line.State)))
        || !Told(old.Files).SetEquals(Told(_files.Values));

    /// <summary>Whether it lacks fewer lines than the part before.</summary>
    public bool LacksLess() =>
        before?.Manifest is not { } old || old.Missing.Any(missing => Missing.All(still => still.What != missing.What));

    /// <summary>Writes the manifest and the zip's end.</summary>
    /// <returns>The manifest written.</returns>
    public EvidenceManifest Finish(EvidenceManifest about)
    {
        var manifest = about with
        {
            Part = part,
            Files = [.. _files.Values.OrderBy(file => file.Path, StringComparer.Ordinal)],
            Lines = Lines,
            Missing = Missing,
            Previous = before?.Part,
        };
        writer.Add(EvidenceManifest.FileName, "", stream => JsonSerializer.Serialize(stream, manifest, Indented));
        writer.Finish();
        return manifest;
    }

    private bool Has(string line) => _files.Values.Any(file => file.Line == line);

    private void CopyFiles(string line)
    {
        foreach (var file in before?.Manifest.Files.Where(file => file.Line == line) ?? [])
        {
            _files.Add(file.Path, before!.Copy(file, writer));
        }
    }

    private void Keep(EvidenceFile file)
    {
        var same = before?.Manifest.Files.FirstOrDefault(old => old.Path == file.Path && old.Sha256 == file.Sha256);
        _files.Add(file.Path, file with { Part = same?.Part ?? part });
    }

    private static HashSet<(string Path, string Sha256)> Told(IEnumerable<EvidenceFile> files) =>
        [
            .. files
                .Where(file => file.Line is not (EvidenceLines.Journal or EvidenceLines.Report))
                .Select(file => (file.Path, file.Sha256)),
        ];
}
