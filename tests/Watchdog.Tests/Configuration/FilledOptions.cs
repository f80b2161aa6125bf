using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;

namespace Mcpx.Watchdog.Tests.Configuration;

/// <summary>Options in which every part is there once, and every option that names a variable names one of its own.</summary>
internal static class FilledOptions
{
    private const int Deepest = 8;

    /// <summary>Makes them.</summary>
    /// <param name="names">Takes the variables.</param>
    public static WatchdogOptions With(List<string> names) =>
        Object(typeof(WatchdogOptions), names, 0).Deserialize<WatchdogOptions>(EventBody.Json)!;

    private static JsonObject Object(Type type, List<string> names, int depth)
    {
        var filled = new JsonObject();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is null)
            {
                continue;
            }

            var value =
                property.PropertyType == typeof(string)
                    ? Variable(property, names)
                    : Part(property.PropertyType, names, depth + 1);
            if (value is not null)
            {
                filled[EventBody.Json.PropertyNamingPolicy?.ConvertName(property.Name) ?? property.Name] = value;
            }
        }

        return filled;
    }

    private static JsonNode? Variable(PropertyInfo property, List<string> names)
    {
        if (!property.Name.EndsWith("Variable", StringComparison.Ordinal))
        {
            return null;
        }

        names.Add($"MCPX_FILLED_{names.Count}_END");
        return names[^1];
    }

    private static JsonNode? Part(Type type, List<string> names, int depth)
    {
        if (
            type.IsGenericType
            && type.GetGenericArguments() is [var key, var value]
            && type.Name.Contains("Dictionary", StringComparison.Ordinal)
        )
        {
            return Part(value, names, depth) is { } entry
                ? new JsonObject { [key.IsEnum ? Enum.GetNames(key)[0] : "Prod"] = entry }
                : null;
        }

        if (
            type.IsGenericType
            && type.GetGenericArguments() is [var item]
            && type.Name.Contains("List", StringComparison.Ordinal)
        )
        {
            return Part(item, names, depth) is { } one ? new JsonArray(one) : null;
        }

        // A deployer may have another one behind it.
        return type.Assembly == typeof(WatchdogOptions).Assembly && type.IsClass && depth < Deepest
            ? Object(type, names, depth)
            : null;
    }
}
