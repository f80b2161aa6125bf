namespace Mcpx.Domain.Contracts;

/// <summary>
/// Reads a shape in words: <c>string</c>, <c>number</c>, <c>boolean</c>, <c>any</c>, <c>object</c>, <c>array</c> or the name of
/// another shape; before it, as often as needed, <c>array of</c>, <c>map of</c> and <c>nullable</c>.
/// </summary>
public static class ShapeWords
{
    /// <summary>What may be written, for whoever wrote something else.</summary>
    public const string Expected =
        "must be string, number, boolean, any, object, array or a name from shapes, after array of, map of or nullable";

    private const int MostWords = 24;

    /// <summary>The words that name no shape of a file's own.</summary>
    public static IReadOnlyList<string> Reserved { get; } =
    ["string", "number", "boolean", "any", "object", "array", "map", "of", "nullable"];

    /// <summary>Reads one.</summary>
    /// <param name="text">The words.</param>
    /// <param name="named">Finds a shape by the name a file gave it; null when there is none.</param>
    /// <returns>Null when it cannot be read.</returns>
    public static JsonShape? Read(string text, Func<string, JsonShape?> named)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(named);
        var words = text.Split(' ', MostWords + 1, StringSplitOptions.RemoveEmptyEntries);
        return words.Length > MostWords ? null : Read(words, named);
    }

    private static JsonShape? Read(ReadOnlySpan<string> words, Func<string, JsonShape?> named) =>
        words switch
        {
            ["nullable", .. var rest] => Read(rest, named) is { } inner ? new JsonShape.Nullable(inner) : null,
            ["array", "of", .. var rest] => Read(rest, named) is { } item ? new JsonShape.ArrayOf(item) : null,
            ["map", "of", .. var rest] => Read(rest, named) is { } value ? new JsonShape.MapOf(value) : null,
            [var word] => One(word) ?? named(word),
            _ => null,
        };

    private static JsonShape? One(string word) =>
        word switch
        {
            "string" => new JsonShape.Scalar(ScalarKind.String),
            "number" => new JsonShape.Scalar(ScalarKind.Number),
            "boolean" => new JsonShape.Scalar(ScalarKind.Boolean),
            "any" => new JsonShape.Any(),
            "array" => new JsonShape.ArrayOf(new JsonShape.Any()),
            "object" => new JsonShape.MapOf(new JsonShape.Any()),
            _ => null,
        };
}
