using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Configuration.SignIn;

namespace Mcpx.Watchdog.Configuration;

/// <summary>
/// The JSON schema of both programs' configuration files, made of the option records and of what is written about them.
/// </summary>
internal static class ConfigurationSchema
{
    private const string TimeOfDay = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$";

    private static readonly JsonSerializerOptions Read = new()
    {
        Converters = { new JsonStringEnumConverter() },
        // A misspelt key is an error for us as well.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { OnlyWhatCanBeSet } },
    };

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema, as a document with a line break at its end.</summary>
    public static string Write()
    {
        var words = OptionWords.Load();
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "MCPX Watchdog",
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                [ConfigurationReader.Section] = SectionOf(ConfigurationReader.Section, typeof(WatchdogOptions), words),
                // The dashboard's two: one schema serves both files.
                ["Dashboard"] = SectionOf("Dashboard", typeof(DashboardOptions), words),
                ["Authentication"] = SectionOf("Authentication", typeof(SignInOptions), words),
            },
        };
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonNode SectionOf(string name, Type type, OptionWords words)
    {
        var section = JsonSchemaExporter.GetJsonSchemaAsNode(
            Read,
            type,
            new()
            {
                TreatNullObliviousAsNonNullable = true,
                TransformSchemaNode = (context, node) => Described(context, node, words),
            }
        );
        PlaceReferences(section, name);
        return section;
    }

    /// <summary>A type met twice is referred to from the section's own root, which is not the document's.</summary>
    private static void PlaceReferences(JsonNode? node, string section)
    {
        switch (node)
        {
            case JsonObject one:
                if (one["$ref"]?.GetValueKind() == JsonValueKind.String)
                {
                    one["$ref"] = $"#/properties/{section}{one["$ref"]!.GetValue<string>()[1..]}";
                }

                foreach (var (_, inner) in one)
                {
                    PlaceReferences(inner, section);
                }

                break;
            case JsonArray many:
                foreach (var inner in many)
                {
                    PlaceReferences(inner, section);
                }

                break;
            default:
                break;
        }
    }

    /// <summary>What a record works out of its options is no option.</summary>
    private static void OnlyWhatCanBeSet(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.Set is null).ToList())
        {
            type.Properties.Remove(property);
        }
    }

    private static JsonNode Described(JsonSchemaExporterContext context, JsonNode node, OptionWords words)
    {
        if (node is JsonObject time && context.TypeInfo.Type == typeof(TimeOnly))
        {
            // As it is read here, and not as the format of that name would have it: "22:00" is enough.
            time.Remove("format");
            time["pattern"] = TimeOfDay;
        }

        if (
            node is JsonObject described
            && context.PropertyInfo?.AttributeProvider is PropertyInfo member
            && words.Of(member) is { } text
        )
        {
            described.Insert(0, "description", text);
        }

        return node;
    }
}
