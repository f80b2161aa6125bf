using System.Globalization;
using Mcpx.Domain.Contracts;
using Mcpx.Watchdog.Yaml;
using YamlDotNet.RepresentationModel;

namespace Mcpx.Watchdog.Contracts;

/// <summary>What contracts and workflows write about HTTP in the same way.</summary>
internal static class HttpWords
{
    public const string PathExpected =
        "must begin with one / and hold no space, backslash, fragment or control character";

    private const int MostOfAPath = 2_000;
    private const int MostHeaders = 30;

    /// <summary>
    /// Whether a path stays on the instance it is sent to: with two slashes, or a backslash, it would name another host, and the
    /// token would go there.
    /// </summary>
    public static bool IsPath(string path) =>
        path.StartsWith('/')
        && !path.StartsWith("//", StringComparison.Ordinal)
        && path.Length <= MostOfAPath
        && !path.Any(letter => letter is ' ' or '\\' or '#' || char.IsControl(letter) || char.IsSurrogate(letter));

    /// <summary>A header's name as HTTP allows it.</summary>
    public static bool IsHeader(string name) =>
        name.Length is > 0 and <= 100
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    /// <summary>One status, or a list of them.</summary>
    public static List<int> Status(YamlMap map, YamlNode node, int most)
    {
        var statuses = new List<int>();
        foreach (var one in node is YamlSequenceNode list ? list.Children : [node])
        {
            if (
                one is YamlScalarNode { Value: { } text }
                && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
                && status >= 200
                && status <= most
            )
            {
                statuses.Add(status);
            }
            else
            {
                map.Problem(one, $"status must be a number from 200 to {most}, or a list of them");
            }
        }

        if (statuses.Count == 0 && node is YamlSequenceNode)
        {
            map.Problem(node, "status names none");
        }

        return statuses;
    }

    /// <summary>Rules for headers, name to words.</summary>
    public static List<HeaderRule> Headers(string file, YamlNode? node, List<string> problems)
    {
        var rules = new List<HeaderRule>();
        foreach (var (key, value) in node is null ? [] : YamlMap.Pairs(file, node, problems))
        {
            if (!IsHeader(key.Value!) || rules.Count == MostHeaders)
            {
                problems.Add($"{Place.Of(file, key)}: {key.Value} is no name of a header, or one of too many");
            }
            else if ((value as YamlScalarNode)?.Value is { } text && HeaderRule.Read(key.Value!, text) is { } rule)
            {
                rules.Add(rule);
            }
            else
            {
                problems.Add($"{Place.Of(file, value)}: {key.Value}: {HeaderRule.Expected}");
            }
        }

        return rules;
    }
}
