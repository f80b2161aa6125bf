using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Mcpx.Watchdog.Yaml;
using YamlDotNet.RepresentationModel;

namespace Mcpx.LintMigrations.Calls;

/// <summary>Reads the list of what the last known good release calls, YAML or JSON, which is YAML too.</summary>
internal static class CallsReader
{
    /// <exception cref="BadFileException">It cannot be read, each problem with its place.</exception>
    public static IReadOnlyList<CalledProcedure> Read(string file) => Of(file, YamlFile.Load(file).Root);

    /// <exception cref="BadFileException">It is no such list.</exception>
    public static IReadOnlyList<CalledProcedure> Of(string file, YamlNode root)
    {
        var problems = new List<string>();
        var called = new List<CalledProcedure>();
        if (root is YamlSequenceNode list)
        {
            foreach (var node in list.Children)
            {
                if (Of(file, node, problems) is { } one)
                {
                    called.Add(one);
                }
            }
        }

        foreach (
            var twice in called
                .GroupBy(call => call.Name, StringComparer.OrdinalIgnoreCase)
                .Where(same => same.Count() > 1)
        )
        {
            problems.Add($"{twice.Last().At}: {twice.Key} stands here twice");
        }

        return problems.Count > 0 ? throw new BadFileException(problems)
            : called.Count > 0 ? called
            : throw new BadFileException([$"{Place.Of(file, root)}: a list of procedures must stand here"]);
    }

    private static CalledProcedure? Of(string file, YamlNode node, List<string> problems)
    {
        var at = new Spot(file, (int)node.Start.Line, (int)node.Start.Column);
        if (node is YamlScalarNode { Value.Length: > 0 } scalar)
        {
            return new(Names.Of(scalar.Value), null, null, at);
        }

        var map = new YamlMap(file, node, problems, "procedure", "parameters", "columns");
        return map.Needed("procedure") is { Length: > 0 } name
            ? new(
                Names.Of(name),
                Words(map, "parameters")?.Select(word => word.StartsWith('@') ? word : $"@{word}").ToList(),
                Words(map, "columns"),
                at
            )
            : null;
    }

    private static List<string>? Words(YamlMap map, string key)
    {
        if (map[key] is null)
        {
            return null;
        }

        var words = new List<string>();
        foreach (var item in map.Items(key))
        {
            if (item is YamlScalarNode { Value.Length: > 0 } word)
            {
                words.Add(word.Value);
            }
            else
            {
                map.Problem(item, $"{key} must be names");
            }
        }

        return words;
    }
}
