using YamlDotNet.RepresentationModel;

namespace Mcpx.Dashboard.Tests.Pipelines;

/// <summary>The steps of a shipped pipeline that are shell, by their names.</summary>
internal static class PipelineSteps
{
    public static IReadOnlyDictionary<string, string> Of(string file)
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(Path.Combine(Root(), "deploy", "pipelines", file));
        yaml.Load(reader);
        return Mappings(yaml.Documents[0].RootNode)
            .Select(step =>
                (Name: Text(step, "name") ?? Text(step, "displayName"), Shell: Text(step, "run") ?? Text(step, "bash"))
            )
            .Where(step => step.Shell is not null)
            .ToDictionary(step => step.Name!, step => step.Shell!, StringComparer.Ordinal);
    }

    private static IEnumerable<YamlMappingNode> Mappings(YamlNode node) =>
        node switch
        {
            YamlMappingNode mapping => mapping.Children.Values.SelectMany(Mappings).Prepend(mapping),
            YamlSequenceNode sequence => sequence.Children.SelectMany(Mappings),
            _ => [],
        };

    private static string? Text(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) ? (value as YamlScalarNode)?.Value : null;

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MCPX.Watchdog.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No repository above.");
        }

        return folder;
    }
}
