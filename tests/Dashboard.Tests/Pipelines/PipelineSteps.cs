using YamlDotNet.RepresentationModel;

namespace Mcpx.Dashboard.Tests.Pipelines;

/// <summary>The steps of a shipped pipeline that are shell, by their names.</summary>
internal static class PipelineSteps
{
    public static IReadOnlyDictionary<string, string> Of(string file) =>
        Mappings(Read(file))
            .Select(step =>
                (Name: Text(step, "name") ?? Text(step, "displayName"), Shell: Text(step, "run") ?? Text(step, "bash"))
            )
            .Where(step => step.Shell is not null)
            .ToDictionary(step => step.Name!, step => step.Shell!, StringComparer.Ordinal);

    /// <summary>For every step of GitHub Actions in order: the action it uses, empty where it is shell.</summary>
    public static IReadOnlyList<string> Uses(string file) =>
        [
            .. Mappings(Read(file))
                .Where(step => step.Children.ContainsKey("uses") || step.Children.ContainsKey("run"))
                .Select(step => Text(step, "uses") ?? ""),
        ];

    /// <summary>What a person who starts the pipeline chooses from, a list for each input that has one.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Choices(string file) =>
        [
            .. Mappings(Read(file))
                .SelectMany(input => (string[])["options", "values"], (input, key) => Child(input, key))
                .OfType<YamlSequenceNode>()
                .Select(list => list.Children.Select(choice => ((YamlScalarNode)choice).Value!).ToList()),
        ];

    private static YamlNode Read(string file)
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(Path.Combine(Root(), "deploy", "pipelines", file));
        yaml.Load(reader);
        return yaml.Documents[0].RootNode;
    }

    private static IEnumerable<YamlMappingNode> Mappings(YamlNode node) =>
        node switch
        {
            YamlMappingNode mapping => mapping.Children.Values.SelectMany(Mappings).Prepend(mapping),
            YamlSequenceNode sequence => sequence.Children.SelectMany(Mappings),
            _ => [],
        };

    private static string? Text(YamlMappingNode node, string key) => (Child(node, key) as YamlScalarNode)?.Value;

    private static YamlNode? Child(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) ? value : null;

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
