using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Mcpx.Watchdog.Workflows;

/// <summary>A JSON body with variables in its texts. A plain <c>4</c>, <c>true</c> or <c>null</c> is what JSON calls so.</summary>
internal abstract record JsonTemplate
{
    private static readonly Regex Number = new(
        @"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    private JsonTemplate() { }

    public sealed record Map(IReadOnlyList<(string Name, JsonTemplate Value)> Members) : JsonTemplate;

    public sealed record Items(IReadOnlyList<JsonTemplate> Values) : JsonTemplate;

    public sealed record Text(Template Value) : JsonTemplate;

    /// <summary>A number, a boolean or null, as it is written.</summary>
    public sealed record Raw(string Json) : JsonTemplate;

    /// <summary>Every text in it.</summary>
    public IEnumerable<Template> Texts =>
        this switch
        {
            Map map => map.Members.SelectMany(member => member.Value.Texts),
            Items items => items.Values.SelectMany(item => item.Texts),
            Text text => [text.Value],
            _ => [],
        };

    /// <summary>Reads one out of a file; problems go to <paramref name="wrong"/>.</summary>
    public static JsonTemplate Read(YamlNode node, Action<YamlNode, string> wrong)
    {
        switch (node)
        {
            case YamlMappingNode map:
                return new Map([
                    .. map.Children.Select(pair =>
                        ((pair.Key as YamlScalarNode)?.Value ?? "", Read(pair.Value, wrong))
                    ),
                ]);
            case YamlSequenceNode list:
                return new Items([.. list.Children.Select(item => Read(item, wrong))]);
            case YamlScalarNode { Value: { } value, Style: ScalarStyle.Plain }
                when value is "true" or "false" or "null" || Number.IsMatch(value):
                return new Raw(value);
            case YamlScalarNode { Value: { } value } when Template.Read(value) is { } template:
                return new Text(template);
            default:
                wrong(node, Template.Expected);
                return new Raw("null");
        }
    }

    public byte[] Fill(IReadOnlyDictionary<string, string> values)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            Write(json, values);
        }

        return bytes.ToArray();
    }

    private void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, string> values)
    {
        switch (this)
        {
            case Map map:
                json.WriteStartObject();
                foreach (var (name, value) in map.Members)
                {
                    json.WritePropertyName(name);
                    value.Write(json, values);
                }

                json.WriteEndObject();
                break;
            case Items items:
                json.WriteStartArray();
                foreach (var item in items.Values)
                {
                    item.Write(json, values);
                }

                json.WriteEndArray();
                break;
            case Text text:
                json.WriteStringValue(text.Value.Fill(values));
                break;
            case Raw raw:
                json.WriteRawValue(raw.Json);
                break;
            default:
                break;
        }
    }
}
