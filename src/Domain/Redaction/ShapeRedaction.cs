using System.Buffers;

namespace Mcpx.Domain.Redaction;

/// <summary>
/// Takes out what looks like a secret, whoever's it is: keys by their issuers' formats, and values by the names in front of
/// them. What kind it was stays: <c>[redacted: GitHub token]</c>.
/// </summary>
public sealed class ShapeRedaction : IRedaction
{
    /// <summary>One secret may stand in another: an address with a password in a cookie. No text needs more turns.</summary>
    private const int MostTurns = 6;

    /// <summary>Two characters stand everywhere, and would slow down looking for the rest: they are looked for by themselves.</summary>
    private const int ShortestWord = 3;

    private static readonly SearchValues<string> AnyWords = WordsOf(
        [.. IssuedKeys.All, .. NamedSecrets.All],
        StringComparison.OrdinalIgnoreCase
    );

    private static readonly SearchValues<string> IssuedWords = WordsOf(IssuedKeys.All, StringComparison.Ordinal);

    private static readonly SearchValues<string> NamedWords = WordsOf(
        NamedSecrets.All,
        StringComparison.OrdinalIgnoreCase
    );

    private ShapeRedaction() { }

    /// <summary>The only one: it knows nothing but shapes.</summary>
    public static ShapeRedaction Instance { get; } = new();

    /// <summary>The kinds it knows, as they stand in marks.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [.. IssuedKeys.All.Concat(NamedSecrets.All).Select(shape => shape.Kind).Distinct()];

    /// <inheritdoc/>
    public bool MayHold(ReadOnlySpan<char> text) =>
        text.ContainsAny(AnyWords) || HoldsShortIssued(text) || HoldsAddress(text);

    /// <inheritdoc/>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var before = text;
            text = MayHoldIssued(text) ? Redact(text, IssuedKeys.All) : text;
            text = MayHoldNamed(text) ? Redact(text, NamedSecrets.All) : text;
            if (ReferenceEquals(text, before) || string.Equals(text, before, StringComparison.Ordinal))
            {
                return before;
            }
        }

        return text;
    }

    private static string Redact(string text, IReadOnlyList<SecretShape> shapes)
    {
        foreach (var shape in shapes)
        {
            text = shape.Redact(text);
        }

        return text;
    }

    private static bool MayHoldIssued(ReadOnlySpan<char> text) =>
        text.ContainsAny(IssuedWords) || HoldsShortIssued(text);

    private static bool MayHoldNamed(ReadOnlySpan<char> text) => text.ContainsAny(NamedWords) || HoldsAddress(text);

    private static bool HoldsShortIssued(ReadOnlySpan<char> text) =>
        text.Contains("Q~", StringComparison.Ordinal) || text.Contains("SK", StringComparison.Ordinal);

    private static bool HoldsAddress(ReadOnlySpan<char> text) =>
        text.Contains('@') && text.Contains("://", StringComparison.Ordinal);

    private static SearchValues<string> WordsOf(IReadOnlyList<SecretShape> shapes, StringComparison comparison) =>
        SearchValues.Create(
            [
                .. shapes
                    .SelectMany(shape => shape.Words)
                    .Where(word => word.Length >= ShortestWord)
                    .Distinct(StringComparer.Ordinal),
            ],
            comparison
        );
}
