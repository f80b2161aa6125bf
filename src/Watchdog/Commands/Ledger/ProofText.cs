using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mcpx.Db.Proof;
using Mcpx.Domain.Journal;

namespace Mcpx.Watchdog.Commands.Ledger;

/// <summary>Says what a verification found.</summary>
internal static class ProofText
{
    private static readonly JsonSerializerOptions Readable = new(EventBody.Json)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(
        ProofReport report,
        bool anchored,
        VerifyRequest request,
        TextWriter output,
        TextWriter error
    )
    {
        if (request.Json)
        {
            output.WriteLine(JsonSerializer.Serialize(report, Readable));
            return;
        }

        if (!report.Holds)
        {
            error.WriteLine($"The chain is broken. {report.FindingCount} found:");
            foreach (var finding in report.Findings)
            {
                error.WriteLine($"  {finding.Kind}  {finding}");
            }

            return;
        }

        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"The chain holds over {report.Events} events.")
                + (report.Purged > 0 ? $" The bodies of {report.Purged} were purged after retention." : "")
        );
        output.WriteLine($"Head {report.Position}:{report.Hash}");
        output.WriteLine(Anchors(report, anchored));
        foreach (var note in report.Notes)
        {
            output.WriteLine(note);
        }
    }

    private static string Anchors(ProofReport report, bool anchored) =>
        !anchored ? "No anchor is configured or given: a chain that was cut or written anew would not be noticed."
        : report.Anchored is not { } position
            ? "There is no anchor yet: a chain that was cut or written anew would not be noticed."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Anchors} anchors agree, the newest at {position}{(report.AnchoredAt is { } at ? $" of {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC" : "")}; {report.Position - position} events are newer."
        );
}
