using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Mcpx.Watchdog.Tests.Configuration;

/// <summary>
/// docs/configuration.md: every option with what it means, which the schema says, and its default, which a fresh record has.
/// </summary>
internal sealed class ConfigurationDocument
{
    private readonly StringBuilder _text = new();

    private ConfigurationDocument() { }

    /// <summary>The document.</summary>
    /// <param name="schema">The schema, as editors get it.</param>
    /// <param name="sections">The type of each section.</param>
    public static string Write(JsonNode schema, IReadOnlyDictionary<string, Type> sections)
    {
        var document = new ConfigurationDocument();
        document._text.Append(
            """
            # Every option

            Generated from the options themselves; `deploy/watchdog.schema.json` says the same to editors. A name of yours stands as `*`, an entry of a list as `[]`.
            Times are `hh:mm:ss`. An environment variable sets any of them, for example `Watchdog__DashboardAddress`. An empty default is null, an empty list, or
            a record whose own options follow below.

            """
        );
        foreach (var (name, type) in sections)
        {
            document.Table(name, schema["properties"]![name]!.AsObject(), type);
        }

        return document._text.ToString();
    }

    private void Table(string path, JsonObject schema, Type type)
    {
        var fresh = Fresh(type);
        var nested = new List<(string Path, JsonObject Schema, Type Type)>();
        var rows = new List<string>();
        foreach (var (key, node) in schema["properties"]!.AsObject())
        {
            var option = node!.AsObject();
            var property = type.GetProperty(key)!;
            var inner = Inner($"{path}:{key}", option, property.PropertyType);
            if (inner is { } table)
            {
                nested.Add(table);
            }

            var words = option["description"]?.GetValue<string>() ?? "";
            var standard = fresh is null ? "" : Default(property.GetValue(fresh));
            rows.Add($"| `{key}` | {standard} | {Cell(words)}{Reference(option)} |");
        }

        _text.Append(
            CultureInfo.InvariantCulture,
            $"\n## `{path}`\n\n| option | default | |\n|---|---|---|\n{string.Join('\n', rows)}\n"
        );
        foreach (var table in nested)
        {
            Table(table.Path, table.Schema, table.Type);
        }
    }

    /// <summary>The record an option holds, or holds several of; null where it holds none.</summary>
    private static (string Path, JsonObject Schema, Type Type)? Inner(string path, JsonObject option, Type type)
    {
        if (option["properties"] is not null)
        {
            return (path, option, Nullable.GetUnderlyingType(type) ?? type);
        }

        if (option["additionalProperties"] is JsonObject { } one && type.IsGenericType)
        {
            return Inner($"{path}:*", one, type.GetGenericArguments()[1]);
        }

        return option["items"] is JsonObject item && type.IsGenericType
            ? Inner($"{path}[]", item, type.GetGenericArguments()[0])
            : null;
    }

    private static object? Fresh(Type type) =>
        type.GetConstructor(Type.EmptyTypes) is { } make ? make.Invoke(parameters: null) : null;

    private static string Default(object? value) =>
        value switch
        {
            null or "" => "",
            bool yes => yes ? "`true`" : "`false`",
            string text => $"`{text}`",
            Enum word => $"`{word}`",
            TimeSpan time => $"`{time:c}`",
            IFormattable number when number.GetType().IsPrimitive || number is decimal or TimeOnly =>
                $"`{number.ToString(format: null, CultureInfo.InvariantCulture)}`",
            IDictionary or Delegate => "",
            IEnumerable many => Few(many.Cast<object?>().Select(Default).ToList()),
            _ => "",
        };

    private static string Few(List<string> entries) =>
        entries.Count is 0 or > 6 || entries.Contains("") ? "" : string.Join(' ', entries);

    private static string Reference(JsonObject option) =>
        option["$ref"]?.GetValue<string>() is not { } target
            ? ""
            : $" As `{string.Join(':', target.Split('/').Where(part => part is not ("#" or "properties")).Select(Name))}`.";

    private static string Name(string part) =>
        part switch
        {
            "additionalProperties" => "*",
            "items" => "[]",
            _ => part,
        };

    private static string Cell(string words) => words.Replace("|", "\\|", StringComparison.Ordinal);
}
