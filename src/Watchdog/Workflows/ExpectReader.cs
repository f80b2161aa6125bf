using Mcpx.Watchdog.Contracts;
using Mcpx.Watchdog.Yaml;
using YamlDotNet.RepresentationModel;

namespace Mcpx.Watchdog.Workflows;

/// <summary>Reads what a step expects of its answer.</summary>
internal static class ExpectReader
{
    public static WorkflowStep Read(WorkflowStep step, string file, YamlNode node, List<string> problems)
    {
        var map = new YamlMap(file, node, problems, "status", "headers", "json");
        var status = map["status"] is { } expected ? HttpWords.Status(map, expected, most: 599) : [];
        return step with
        {
            Status = status.Count > 0 ? status : step.Status,
            AnswerHeaders = HttpWords.Headers(file, map["headers"], problems),
            AnswerJson = Rules(file, map["json"], problems),
        };
    }

    private static List<JsonRule> Rules(string file, YamlNode? node, List<string> problems)
    {
        var rules = new List<JsonRule>();
        foreach (var (key, value) in node is null ? [] : YamlMap.Pairs(file, node, problems))
        {
            if (JsonPath.Read(key.Value!) is not { } place)
            {
                problems.Add($"{Place.Of(file, key)}: {key.Value}: {JsonPath.Expected}");
            }
            else if (value is YamlScalarNode { Value: { } words } && JsonRule.Read(place, words) is { } rule)
            {
                rules.Add(rule);
            }
            else
            {
                problems.Add($"{Place.Of(file, value)}: {key.Value}: {JsonRule.Expected}");
            }
        }

        return rules;
    }
}
