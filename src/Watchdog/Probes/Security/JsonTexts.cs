using System.Text.Json;

namespace Mcpx.Watchdog.Probes.Security;

/// <summary>
/// The texts of a JSON document without its escapes, which hide a key from whoever looks at the bytes: <c>abc\u002Bdef</c>
/// is <c>abc+def</c>. Each with its name before it, since the name may be what tells.
/// </summary>
internal static class JsonTexts
{
    private const int MostOfAName = 60;

    /// <summary>Every text with the path to it; null when the bytes are no JSON document.</summary>
    public static IReadOnlyList<(string Path, string Text)>? Read(ReadOnlySpan<byte> body)
    {
        var texts = new List<(string, string)>();
        var names = new Stack<string>();
        var name = "";
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        name = reader.GetString()!;
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        names.Push(Short(name));
                        name = "";
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        names.Pop();
                        name = "";
                        break;
                    case JsonTokenType.String:
                        texts.Add((Path(names, Short(name)), $"\"{name}\":\"{reader.GetString()}\""));
                        name = "";
                        break;
                    default:
                        name = "";
                        break;
                }
            }
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }

        return texts;
    }

    /// <summary>A path is for people; one long name above a thousand texts must not be repeated with each.</summary>
    private static string Short(string name) => name.Length <= MostOfAName ? name : name[..MostOfAName];

    private static string Path(Stack<string> names, string name) =>
        string.Join('.', names.Reverse().Append(name).Where(part => part.Length > 0));
}
