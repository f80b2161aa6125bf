using System.Globalization;
using System.Text.Json;
using Mcpx.Domain;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Journal;
using Mcpx.Watchdog.Evidence.Zip;

namespace Mcpx.Watchdog.Commands;

/// <summary>What <c>evidence verify</c> found.</summary>
/// <param name="Path">The zip.</param>
/// <param name="Pack">What it holds; null when it does not hold.</param>
/// <param name="Problem">What is wrong; null when nothing is.</param>
/// <param name="ComparesDigest">Whether the whole zip was held against a digest from outside it.</param>
internal sealed record PackReport(string Path, PackCheck? Pack, string? Problem, bool ComparesDigest)
{
    private static readonly JsonSerializerOptions Indented = new(EventBody.Json) { WriteIndented = true };

    /// <summary>Whether the pack is as it was sealed, as far as it was looked at.</summary>
    public bool Holds => Problem is null;

    /// <summary>For machines.</summary>
    public string Json() =>
        JsonSerializer.Serialize(
            new
            {
                Path,
                Holds,
                Problem,
                Pack?.Sha256,
                Pack?.Bytes,
                ComparesDigest,
                Pack?.Manifest.Incident,
                Pack?.Manifest.Environment,
                Pack?.Manifest.Part,
                Pack?.Manifest.SealedAt,
                Pack?.Manifest.Previous,
                Files = Pack?.Files.Count,
                Pack?.Events,
                Pack?.Purged,
                Pack?.Manifest.Lines,
            },
            Indented
        );

    /// <summary>For people.</summary>
    public void Write(TextWriter output, TextWriter error)
    {
        if (Problem is { } problem)
        {
            error.WriteLine($"{Path} does not hold: {problem}.");
            return;
        }

        var pack = Pack!;
        var manifest = pack.Manifest;
        Line(
            $"{manifest.Incident} in {manifest.Environment}, part {manifest.Part}, sealed {manifest.SealedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"
        );
        Line(
            $"{Words.Of(pack.Files.Count, "file")}, {Words.Count(pack.Bytes)} bytes: every one is what the manifest says, and none is missing or extra."
        );
        Line(
            $"{Words.Of(pack.Events, "event")} of the journal: bodies and links hold{(pack.Purged > 0 ? $", {pack.Purged} bodies were purged" : "")}."
        );
        foreach (var line in manifest.Lines.Where(line => line.State != LineState.Present))
        {
            Line($"{(line.State == LineState.Missing ? "missing" : "not applicable")}: {line.Name}: {line.Why}");
        }

        Line($"sha256 {pack.Sha256}");
        if (ComparesDigest)
        {
            Line($"It is the digest told for part {manifest.Part} from outside the pack.");
        }
        else
        {
            Line(
                $"The manifest cannot vouch for itself: compare this digest with the journal's EvidenceSealed, part {manifest.Part} (--digest HEX or --journal DATA-FOLDER)."
            );
        }

        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }
}
