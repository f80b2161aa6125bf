using System.Text.Json.Nodes;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Configuration.SignIn;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Tests.Configuration;

/// <summary>What editors complete a configuration with.</summary>
public sealed class ConfigurationSchemaTests
{
    private static JsonObject Section { get; } = SectionOf("Watchdog");

    [Theory]
    [InlineData("Watchdog", typeof(WatchdogOptions))]
    [InlineData("Dashboard", typeof(DashboardOptions))]
    [InlineData("Authentication", typeof(SignInOptions))]
    public void Write_EveryOption_IsThereWithWhatItMeans(string name, Type type)
    {
        var section = SectionOf(name);
        var properties = section["properties"]!.AsObject();

        Assert.Equal(
            type.GetProperties()
                .Where(property => property.CanWrite)
                .Select(property => property.Name)
                .Order(StringComparer.Ordinal),
            properties.Select(property => property.Key).Order(StringComparer.Ordinal)
        );
        Assert.All(properties, property => Assert.NotEmpty(property.Value!["description"]!.GetValue<string>()));
        Assert.False(section["additionalProperties"]!.GetValue<bool>());
    }

    [Fact]
    public void Write_Execution_IsOneOfItsWords()
    {
        var environment = Section["properties"]!["Environments"]!["additionalProperties"]!.AsObject();

        Assert.Equal(
            Enum.GetNames<Execution>().Order(StringComparer.Ordinal),
            environment["properties"]!["Execution"]!["enum"]!
                .AsArray()
                .Select(word => word!.GetValue<string>())
                .Order(StringComparer.Ordinal)
        );
    }

    /// <summary>The file that editors are pointed to is what this program reads.</summary>
    [Fact]
    public void Write_ShippedFile_IsTheSame() =>
        AssertShipped(Shipped.Folder("watchdog.schema.json"), ConfigurationSchema.Write());

    /// <summary>The page people read is what this program reads.</summary>
    [Fact]
    public void Write_Document_SaysEveryOption() =>
        AssertShipped(
            Shipped.Document("configuration.md"),
            ConfigurationDocument.Write(
                JsonNode.Parse(ConfigurationSchema.Write())!,
                new Dictionary<string, Type>(StringComparer.Ordinal)
                {
                    ["Watchdog"] = typeof(WatchdogOptions),
                    ["Dashboard"] = typeof(DashboardOptions),
                    ["Authentication"] = typeof(SignInOptions),
                }
            )
        );

    /// <summary>An editor that cannot follow a reference completes nothing behind it.</summary>
    [Fact]
    public void Write_References_LeadSomewhere()
    {
        var schema = JsonNode.Parse(ConfigurationSchema.Write())!;
        var targets = References(schema).ToList();

        Assert.NotEmpty(targets);
        Assert.All(
            targets,
            target => Assert.NotNull(target.Split('/').Skip(1).Aggregate(schema, (node, part) => node?[part]!))
        );
    }

    private static void AssertShipped(string file, string text)
    {
        if (Environment.GetEnvironmentVariable("MCPX_WRITE_DOCS") is { Length: > 0 })
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), text);
    }

    private static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject one => one.SelectMany(entry =>
                entry.Key == "$ref" && entry.Value is JsonValue target
                    ? [target.GetValue<string>()]
                    : References(entry.Value)
            ),
            JsonArray many => many.SelectMany(References),
            _ => [],
        };

    private static JsonObject SectionOf(string name) =>
        JsonNode.Parse(ConfigurationSchema.Write())!["properties"]![name]!.AsObject();
}
