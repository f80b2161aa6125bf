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

    private static readonly SecretShape[] Shapes = [.. IssuedKeys.All, .. NamedSecrets.All];

    private static readonly SearchValues<string> IssuedWords = WordsOf(IssuedKeys.All, StringComparison.Ordinal);

    private static readonly SearchValues<string> NamedWords = WordsOf(
        NamedSecrets.All,
        StringComparison.OrdinalIgnoreCase
    );

    private ShapeRedaction() { }

    /// <summary>The only one: it knows nothing but shapes.</summary>
    public static ShapeRedaction Instance { get; } = new();

    /// <summary>The kinds it knows, as they stand in marks.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Shapes.Select(shape => shape.Kind).Distinct()];

    /// <inheritdoc/>
    public bool MayHold(ReadOnlySpan<char> text) => text.ContainsAny(NamedWords) || text.ContainsAny(IssuedWords);

    /// <inheritdoc/>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!MayHold(text))
        {
            return text;
        }

        for (var turn = 0; turn < MostTurns; turn++)
        {
            var before = text;
            foreach (var shape in Shapes)
            {
                text = shape.Redact(text);
            }

            if (string.Equals(text, before, StringComparison.Ordinal))
            {
                return before;
            }
        }

        return text;
    }

    private static SearchValues<string> WordsOf(IReadOnlyList<SecretShape> shapes, StringComparison comparison) =>
        SearchValues.Create([.. shapes.SelectMany(shape => shape.Words).Distinct(StringComparer.Ordinal)], comparison);
}
