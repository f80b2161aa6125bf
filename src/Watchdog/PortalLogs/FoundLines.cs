using System.Text.Json;

namespace Mcpx.Watchdog.PortalLogs;

/// <summary>
/// Finds a request id in an answer of whatever shape. Of JSON each row or object that holds it is a line: a pair of Loki's, a row of
/// Application Insights', a document of a search engine's. Of text it is each line.
/// </summary>
internal static class FoundLines
{
    public static IEnumerable<string> In(string answer, string id)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var found = new List<string>();
            var root = document.RootElement;
            Walk(root, id, found);
            return Holds(root, id) ? [root.GetString()!] : found;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The second is what half a surrogate pair in a text becomes when it is read.
            return answer
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(line => line.Contains(id, StringComparison.Ordinal));
        }
    }

    private static void Walk(JsonElement element, string id, List<string> found)
    {
        var items = Items(element);
        if (items.Any(item => Holds(item.Value, id)))
        {
            found.Add(string.Join(' ', items.Where(item => IsScalar(item.Value)).Select(Text)));
        }

        foreach (var (_, value) in items)
        {
            Walk(value, id, found);
        }
    }

    private static List<(string Name, JsonElement Value)> Items(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => [.. element.EnumerateObject().Select(member => (member.Name, member.Value))],
            JsonValueKind.Array => [.. element.EnumerateArray().Select(item => ("", item))],
            _ => [],
        };

    private static bool Holds(JsonElement value, string id) =>
        value.ValueKind == JsonValueKind.String && value.GetString()!.Contains(id, StringComparison.Ordinal);

    private static bool IsScalar(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    private static string Text((string Name, JsonElement Value) item) =>
        item.Name.Length > 0 ? $"{item.Name}={item.Value}" : item.Value.ToString();
}
