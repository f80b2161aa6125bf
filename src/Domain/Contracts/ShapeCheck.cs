using System.Text.Json;

namespace Mcpx.Domain.Contracts;

/// <summary>
/// Holds a JSON value against a shape in one pass. What it finds names places and types, never values: those may be secret.
/// It stops at <see cref="MostFindings"/>, so that an answer cannot make a report grow.
/// </summary>
public sealed class ShapeCheck
{
    /// <summary>How many differences are told of one answer.</summary>
    public const int MostFindings = 5;

    private const int MostOfAPlace = 120;
    private const int MostOfAName = 40;

    // Places are put into words only where something is wrong; an answer can have a hundred thousand of them.
    private readonly List<(string? Name, int Index)> _place = [];
    private readonly List<string> _findings = [];

    private ShapeCheck() { }

    /// <summary>What differs, for example <c>$.values is an array, not an object</c>; empty when the value has the shape.</summary>
    /// <exception cref="InvalidOperationException">A name in it is no Unicode text.</exception>
    public static IReadOnlyList<string> Differences(JsonElement value, JsonShape shape)
    {
        var check = new ShapeCheck();
        check.Check(value, shape);
        return check._findings;
    }

    private bool IsFull => _findings.Count >= MostFindings;

    private void Check(JsonElement value, JsonShape shape)
    {
        switch (shape)
        {
            case JsonShape.Nullable when value.ValueKind == JsonValueKind.Null:
            case JsonShape.Any:
            case JsonShape.Document when value.ValueKind is JsonValueKind.Object or JsonValueKind.Array:
                break;
            case JsonShape.Nullable nullable:
                Check(value, nullable.Inner);
                break;
            case JsonShape.Scalar scalar when Is(value.ValueKind, scalar.Kind):
                break;
            case JsonShape.ArrayOf array when value.ValueKind == JsonValueKind.Array:
                CheckItems(value, array.Item);
                break;
            case JsonShape.MapOf map when value.ValueKind == JsonValueKind.Object:
                CheckValues(value, map.Value);
                break;
            case JsonShape.Object known when value.ValueKind == JsonValueKind.Object:
                CheckMembers(value, known);
                break;
            default:
                _findings.Add($"{Place()} is {Found(value.ValueKind)}, not {Wanted(shape)}");
                break;
        }
    }

    private void CheckItems(JsonElement array, JsonShape item)
    {
        var index = 0;
        foreach (var value in array.EnumerateArray())
        {
            if (IsFull)
            {
                return;
            }

            Inside(null, index++, value, item);
        }
    }

    private void CheckValues(JsonElement map, JsonShape shape)
    {
        foreach (var property in map.EnumerateObject())
        {
            if (IsFull)
            {
                return;
            }

            Inside(property.Name, 0, property.Value, shape);
        }
    }

    private void CheckMembers(JsonElement value, JsonShape.Object known)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            if (IsFull)
            {
                return;
            }

            if (known.Members.TryGetValue(property.Name, out var member))
            {
                seen.Add(property.Name);
                Inside(property.Name, 0, property.Value, member.Shape);
            }
        }

        foreach (var (name, member) in known.Members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            if (!member.Optional && !IsFull && !seen.Contains(name))
            {
                _place.Add((name, 0));
                _findings.Add($"{Place()} is missing");
                _place.RemoveAt(_place.Count - 1);
            }
        }
    }

    private void Inside(string? name, int index, JsonElement value, JsonShape shape)
    {
        _place.Add((name, index));
        Check(value, shape);
        _place.RemoveAt(_place.Count - 1);
    }

    private string Place()
    {
        var text = "$";
        foreach (var (name, index) in _place)
        {
            text +=
                name is null ? FormattableString.Invariant($"[{index}]")
                : name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') && name.Length > 0
                    ? $".{Shortened(name)}"
                : $"['{Shortened(name)}']";
        }

        return text.Length <= MostOfAPlace ? text : $"{text[..MostOfAPlace]}…";
    }

    /// <summary>A name is the target's own text: short, and on one line.</summary>
    private static string Shortened(string name) =>
        string.Concat(
            name.Take(MostOfAName).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)
        ) + (name.Length > MostOfAName ? "…" : "");

    private static bool Is(JsonValueKind value, ScalarKind kind) =>
        kind switch
        {
            ScalarKind.String => value == JsonValueKind.String,
            ScalarKind.Number => value == JsonValueKind.Number,
            _ => value is JsonValueKind.True or JsonValueKind.False,
        };

    private static string Found(JsonValueKind kind) =>
        kind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "a boolean",
            _ => "null",
        };

    private static string Wanted(JsonShape shape) =>
        shape switch
        {
            JsonShape.Scalar { Kind: ScalarKind.String } => "a string",
            JsonShape.Scalar { Kind: ScalarKind.Number } => "a number",
            JsonShape.Scalar => "a boolean",
            JsonShape.ArrayOf => "an array",
            JsonShape.Document => "an object or an array",
            _ => "an object",
        };
}
