using System.CommandLine;
using System.Text.Json;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Watchdog.Evidence.Zip;

namespace Mcpx.Watchdog.Commands;

/// <summary><c>evidence verify</c>: holds a pack against its own manifest; it needs nothing but the zip.</summary>
internal static class EvidenceCommand
{
    public static Command Create()
    {
        var zip = new Argument<string>("zip") { Description = "The pack, as it was downloaded or copied." };
        var digest = new Option<string?>("--digest")
        {
            Description = "The digest that the journal tells of (EvidenceSealed, in the incident's timeline).",
        };
        var journal = new Option<string?>("--journal")
        {
            Description = "A watchdog's data folder: the digest is taken from its journal.",
        };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var verify = new Command("verify", "Say whether a pack is as it was sealed.") { zip, digest, journal, json };
        verify.SetAction(parsed =>
            Verify(
                parsed.GetValue(zip)!,
                parsed.GetValue(digest),
                parsed.GetValue(journal),
                parsed.GetValue(json),
                Console.Out,
                Console.Error
            )
        );
        return new Command("evidence", "Evidence packs.") { verify };
    }

    /// <summary>Looks at a pack and says what it found.</summary>
    internal static int Verify(
        string path,
        string? digest,
        string? journal,
        bool json,
        TextWriter output,
        TextWriter error
    )
    {
        if (digest is not null && (digest.Length != 64 || !digest.All(char.IsAsciiHexDigit)))
        {
            return Refuse(error, $"--digest = {digest}: must be 64 hexadecimal digits");
        }

        if (digest is not null && journal is not null)
        {
            return Refuse(error, $"--journal = {journal}: there is a --digest; it is one or the other");
        }

        if (journal is not null && Migrations.Obstacle(journal) is { } obstacle)
        {
            return Refuse(error, $"--journal = {journal}: {obstacle}");
        }

        PackReport report;
        try
        {
            using var zip = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read,
                64 * 1024,
                FileOptions.SequentialScan
            );
            report = Check(path, zip, digest, journal);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Refuse(error, $"{path}: {problem.Message}");
        }

        if (json)
        {
            output.WriteLine(report.Json());
        }
        else
        {
            report.Write(output, error);
        }

        return report.Holds ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static PackReport Check(string path, FileStream zip, string? digest, string? journal)
    {
        try
        {
            var pack = PackCheck.Of(zip);
            if (journal is null)
            {
                return new(path, pack, pack.Problem(digest), digest is not null);
            }

            var told = Told(journal, pack);
            return told is null
                ? new(path, pack, "the journal knows of no such part", ComparesDigest: true)
                : new(path, pack, pack.Problem(told), ComparesDigest: true);
        }
        catch (InvalidDataException problem)
        {
            return new(path, Pack: null, problem.Message, ComparesDigest: false);
        }
        catch (JsonException problem)
        {
            return new(path, Pack: null, $"the journal cannot be read: {problem.Message}", ComparesDigest: true);
        }
    }

    private static string? Told(string data, PackCheck pack) =>
        new Store(data)
            .Journal.Read(Streams.Incident(pack.Manifest.Incident))
            .Select(entry => entry.Event)
            .OfType<EvidenceSealed>()
            .LastOrDefault(told => told.Part == pack.Manifest.Part)
            ?.Sha256;

    private static string? Problem(this PackCheck pack, string? told) =>
        told is null || string.Equals(told, pack.Sha256, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"the zip's digest {pack.Sha256} is not the one told, {told}";

    private static int Refuse(TextWriter error, string text)
    {
        error.WriteLine(text);
        return ExitCodes.BadInput;
    }
}
