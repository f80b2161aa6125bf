using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Replay;
using Mcpx.Watchdog.Yaml;
using YamlDotNet.RepresentationModel;

namespace Mcpx.Watchdog.Workflows;

/// <summary>Reads a scripted workflow (docs/workflows.md); every problem at once, each with file, line and column.</summary>
internal sealed class WorkflowReader
{
    private const int MostSteps = 50;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly string _file;
    private readonly List<string> _problems = [];

    private WorkflowReader(string file) => _file = file;

    /// <summary>Reads one from its document.</summary>
    /// <exception cref="BadFileException">Something in it is wrong.</exception>
    public static Workflow Read(string file, YamlNode root)
    {
        var reader = new WorkflowReader(file);
        var workflow = reader.ReadFile(root);
        return reader._problems.Count > 0 ? throw new BadFileException(reader._problems) : workflow;
    }

    private Workflow ReadFile(YamlNode root)
    {
        var map = new YamlMap(
            _file,
            root,
            _problems,
            "about",
            "timeout",
            "stepTimeout",
            "writes",
            "variables",
            "secrets",
            "steps",
            "cleanup"
        );
        _ = map.Text("about");
        var timeout = map.Duration("timeout") ?? TimeSpan.FromSeconds(30);
        if (timeout <= TimeSpan.Zero || timeout > Longest)
        {
            map.Problem(map["timeout"]!, "timeout must be longer than zero and at most 5m");
        }

        var secrets = Secrets(map);
        var known = Workflow.BuiltIn.Concat(secrets.Keys).ToHashSet(StringComparer.Ordinal);
        var variables = Variables(map, known);
        known.UnionWith(variables.Keys);
        var reader = new StepReader(_file, known, secrets.Keys, map.Duration("stepTimeout"), _problems);
        var steps = Steps(map, "steps", reader);
        var cleanUp = Steps(map, "cleanup", reader);
        if (steps.Count == 0)
        {
            map.Problem(map["steps"] ?? root, $"steps must be a list of 1 to {MostSteps}");
        }

        return new(
            WorkflowProbeOptions.NameOf(_file),
            timeout,
            Writes(map, [.. steps, .. cleanUp], cleanUp.Count > 0),
            variables,
            secrets,
            steps,
            cleanUp
        );
    }

    private static List<WorkflowStep> Steps(YamlMap map, string key, StepReader reader)
    {
        var nodes = map.Items(key).ToList();
        if (nodes.Count > MostSteps)
        {
            map.Problem(map[key]!, $"{key} must be at most {MostSteps}");
            return [];
        }

        return nodes.ConvertAll(reader.Read);
    }

    private Dictionary<string, string> Secrets(YamlMap map)
    {
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in map["secrets"] is { } node ? YamlMap.Pairs(_file, node, _problems) : [])
        {
            if (IsNew(key) && value is YamlScalarNode { Value.Length: > 0 } variable)
            {
                secrets[key.Value!] = variable.Value;
            }
            else
            {
                map.Problem(key, $"{key.Value}: must be a name of its own and name an environment variable");
            }
        }

        return secrets;
    }

    /// <summary>A variable may be made of the built-in ones, the secrets and those before it.</summary>
    private Dictionary<string, Template> Variables(YamlMap map, HashSet<string> known)
    {
        var variables = new Dictionary<string, Template>(StringComparer.Ordinal);
        foreach (var (key, value) in map["variables"] is { } node ? YamlMap.Pairs(_file, node, _problems) : [])
        {
            if (!IsNew(key) || known.Contains(key.Value!))
            {
                map.Problem(key, $"{key.Value}: must be a name of its own, of letters, digits and _");
            }
            else if (
                value is not YamlScalarNode { Value: { } text }
                || Template.Read(text) is not { } template
                || template.Names.Any(name => name == "requestId" || !Workflow.BuiltIn.Contains(name))
            )
            {
                map.Problem(value, $"{key.Value}: must be a text with no variable but environment, instance and walk");
            }
            else
            {
                variables[key.Value!] = template;
            }
        }

        return variables;
    }

    private static bool IsNew(YamlScalarNode key) =>
        Template.IsName(key.Value!) && !Workflow.BuiltIn.Contains(key.Value!);

    /// <summary>Whoever may write says what, so that its own writes are no changes, and says how it is undone.</summary>
    private static List<string> Writes(YamlMap map, IReadOnlyList<WorkflowStep> steps, bool cleansUp)
    {
        var writes = new List<string>();
        foreach (var node in map.Items("writes"))
        {
            if (
                node is YamlScalarNode { Value: { } what }
                && (
                    what.StartsWith("config:", StringComparison.Ordinal)
                    || what.StartsWith("flag:", StringComparison.Ordinal)
                )
            )
            {
                writes.Add(what);
            }
            else
            {
                map.Problem(
                    node,
                    "writes must name keys as the audit does, like config:Watchdog:Walk or flag:WatchdogWalk"
                );
            }
        }

        if (map["writes"] is null && steps.Any(step => !StepReader.IsSafe(step.Method)))
        {
            map.Problem(map.Node, "writes is missing: a step may change something; write [] when none does");
        }

        if (writes.Count > 0 && !cleansUp)
        {
            map.Problem(map["writes"]!, "cleanup is missing: what is written must be put back");
        }

        return writes;
    }
}
