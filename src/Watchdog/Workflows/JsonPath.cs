using System.Globalization;
using System.Text.Json;

namespace Mcpx.Watchdog.Workflows;

/// <summary>
/// A place in a JSON document, the small part of JSONPath that a check needs: <c>$.name</c>, <c>$['any name']</c>,
/// <c>$[0]</c> and <c>$[*]</c> for every item or value.
/// </summary>
internal sealed class JsonPath
{
    public const string Expected = "must be a place like $.items[0].id, $['any name'] or $[*].id";

    private const int MostSteps = 20;
    private const int MostLetters = 300;

    private readonly List<(string? Name, int Index)> _steps;

    private JsonPath(string text, List<(string?, int)> steps) => (Text, _steps) = (text, steps);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Reads one; null where it is none.</summary>
    public static JsonPath? Read(string text)
    {
        if (text.Length is 0 or > MostLetters || text[0] != '$')
        {
            return null;
        }

        var steps = new List<(string?, int)>();
        var at = 1;
        while (at < text.Length)
        {
            if (steps.Count == MostSteps || Step(text, ref at) is not { } step)
            {
                return null;
            }

            steps.Add(step);
        }

        return new(text, steps);
    }

    /// <summary>Every value at the place, in order; none when it is not there.</summary>
    /// <exception cref="InvalidOperationException">A name in the document is no Unicode text.</exception>
    public IEnumerable<JsonElement> Find(JsonElement root) => Find(root, 0);

    private IEnumerable<JsonElement> Find(JsonElement value, int from)
    {
        if (from == _steps.Count)
        {
            return [value];
        }

        var (name, index) = _steps[from];
        return (value.ValueKind, name) switch
        {
            (JsonValueKind.Object, not null) => value.TryGetProperty(name, out var member)
                ? Find(member, from + 1)
                : [],
            (JsonValueKind.Object, null) when index < 0 => value
                .EnumerateObject()
                .SelectMany(property => Find(property.Value, from + 1)),
            (JsonValueKind.Array, null) when index < 0 => value
                .EnumerateArray()
                .SelectMany(item => Find(item, from + 1)),
            (JsonValueKind.Array, null) when index < value.GetArrayLength() => Find(value[index], from + 1),
            _ => [],
        };
    }

    private static (string? Name, int Index)? Step(string text, ref int at)
    {
        if (text[at] == '.')
        {
            var begin = ++at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-'))
            {
                at++;
            }

            return at > begin ? (text[begin..at], 0) : null;
        }

        if (text[at] != '[')
        {
            return null;
        }

        var quoted = at + 1 < text.Length && text[at + 1] == '\'';
        var close = text.IndexOf(quoted ? "']" : "]", at, StringComparison.Ordinal);
        if (close < at + (quoted ? 3 : 2))
        {
            return null;
        }

        var inside = text[(at + (quoted ? 2 : 1))..close];
        at = close + (quoted ? 2 : 1);
        return quoted ? (inside, 0)
            : inside == "*" ? (null, -1)
            : int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? (null, index)
            : null;
    }
}
