using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Parity;

/// <summary>A parity report as one JSON document, for pipelines.</summary>
public static class ParityJson
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>
    /// Writes it: <c>{"environment":"RTM","at":"…","compared":9,"critical":1,"warnings":0,"differences":[{"key":"…",
    /// "kind":"different","severity":"critical","expected":"…","effective":"…","secret":false}]}</c>.
    /// </summary>
    /// <param name="environment">The environment compared.</param>
    /// <param name="report">What was found.</param>
    public static string Write(string environment, ParityReport report) =>
        JsonSerializer.Serialize(
            new Document(
                environment,
                report.At.ToUniversalTime(),
                report.Compared,
                report.Critical,
                report.Warnings,
                [
                    .. report.Differences.Select(difference => new Entry(
                        difference.Key,
                        difference.Kind,
                        difference.Severity,
                        difference.Expected,
                        difference.Effective,
                        difference.Secret
                    )),
                ]
            ),
            Readable
        );

    private sealed record Document(
        string Environment,
        DateTimeOffset At,
        int Compared,
        int Critical,
        int Warnings,
        IReadOnlyList<Entry> Differences
    );

    private sealed record Entry(
        string Key,
        DifferenceKind Kind,
        DriftSeverity Severity,
        string? Expected,
        string? Effective,
        bool Secret
    );
}
