using System.Text;

namespace Mcpx.Watchdog.Probes.Security;

/// <summary>Says where an answer holds secrets and which kind, with a fingerprint; never the secret.</summary>
internal sealed class SecretReport(SecretSeals seals, IReadOnlyList<string> accepted)
{
    private const int MostOfAPlace = 120;

    /// <summary>One sentence for the first secret of a text, with how many more there are; null when there is none.</summary>
    /// <param name="source">What was asked, for example <c>GET /assets/app.js on web-1</c>.</param>
    /// <param name="body">What came.</param>
    public string? Of(string source, ReadOnlySpan<byte> body)
    {
        var found = Places(body)
            .Select(found => (found.Where, found.What, Fingerprint: seals.Fingerprint(found.Secret)))
            .Where(found => !accepted.Contains(found.Fingerprint, StringComparer.Ordinal))
            .ToList();
        return found.Count == 0
            ? null
            : FormattableString.Invariant($"{source}, {found[0].Where}, {found[0].What} ({found[0].Fingerprint})")
                + (found.Count == 1 ? "" : FormattableString.Invariant($", and {found.Count - 1} more"));
    }

    private static List<(string Where, string What, string Secret)> Places(ReadOnlySpan<byte> body) =>
        JsonTexts.Read(body) is { } texts
            ?
            [
                .. texts
                    .SelectMany(text =>
                        SecretScanner
                            .Find(text.Text, isValue: true)
                            .Select(find => (Place(text.Path), find.What, find.Secret))
                    )
                    .Take(SecretScanner.Most),
            ]
            : InText(Encoding.UTF8.GetString(body));

    private static List<(string Where, string What, string Secret)> InText(string text) =>
        [
            .. SecretScanner
                .Find(text)
                .Select(find =>
                {
                    var before = text.AsSpan(0, find.Index);
                    var (line, column) = (before.Count('\n') + 1, find.Index - before.LastIndexOf('\n'));
                    return (FormattableString.Invariant($"line {line}, column {column}"), find.What, find.Secret);
                }),
        ];

    /// <summary>A key is the target's own text: it becomes short and printable before it is told.</summary>
    private static string Place(string path)
    {
        var plain = new string([
            .. path.Take(MostOfAPlace).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c),
        ]);
        return plain.Length > 0 && SecretScanner.Any(plain) ? "in a key" : plain;
    }
}
