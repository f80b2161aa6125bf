using Mcpx.Watchdog.Contracts;
using Mcpx.Watchdog.Yaml;
using YamlDotNet.RepresentationModel;

namespace Mcpx.Watchdog.Workflows;

/// <summary>Reads the steps of one workflow, in order: a step may use what those before it keep.</summary>
/// <param name="file">The file.</param>
/// <param name="known">Variables that have a value already; grows with every step.</param>
/// <param name="secret">Those of them that must not be seen.</param>
/// <param name="timeout">For a step that says nothing else; null for the environment's own.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class StepReader(
    string file,
    HashSet<string> known,
    IReadOnlyCollection<string> secret,
    TimeSpan? timeout,
    List<string> problems
)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    /// <summary>What the client writes itself, or what names the watchdog.</summary>
    private static readonly string[] Ours =
    [
        "User-Agent",
        "X-Caller",
        "X-Request-Id",
        "Host",
        "Cookie",
        "Connection",
        "Content-Length",
        "Content-Type",
        "Transfer-Encoding",
    ];

    /// <summary>Whether a method changes nothing, by what HTTP says of it.</summary>
    public static bool IsSafe(HttpMethod method) => method.Method is "GET" or "HEAD" or "OPTIONS";

    public WorkflowStep Read(YamlNode node)
    {
        var map = new YamlMap(
            file,
            node,
            problems,
            "name",
            "method",
            "path",
            "auth",
            "headers",
            "json",
            "form",
            "timeout",
            "expect",
            "capture"
        );
        var step = new WorkflowStep(
            map.Needed("name") ?? "",
            new(map.OneOf("method", Methods) ?? "GET"),
            PathOf(map) ?? Template.Read("/")!
        )
        {
            Bearer = map.OneOf("auth", ["bearer", "none"]) != "none",
            Headers = Pairs(map["headers"], "a header's value"),
            Json = map["json"] is { } json ? JsonTemplate.Read(json, map.Problem) : null,
            Form = Pairs(map["form"], "a field's value"),
            Timeout = map.Duration("timeout") ?? timeout,
        };
        step = map["expect"] is { } expect ? ExpectReader.Read(step, file, expect, problems) : step;
        Check(map, step);
        var captures = Captures(map);
        known.UnionWith(captures.Select(capture => capture.Name));
        return step with { Captures = captures };
    }

    private void Check(YamlMap map, WorkflowStep step)
    {
        foreach (var name in step.Needs.Where(name => !known.Contains(name)))
        {
            map.Problem(map.Node, $"{{{{{name}}}}} has no value here; known are {string.Join(", ", known.Order())}");
        }

        if (step.Path.Names.Any(secret.Contains))
        {
            map.Problem(map["path"]!, "a path must hold no secret: everybody writes paths down");
        }

        if ((step.Json is not null && step.Form.Count > 0) || (IsBody(step) && IsSafe(step.Method)))
        {
            map.Problem(
                map["json"] ?? map["form"]!,
                "a step has one body at most, and GET, HEAD and OPTIONS have none"
            );
        }

        if (step.Timeout <= TimeSpan.Zero)
        {
            map.Problem(map["timeout"] ?? map.Node, "timeout must be longer than zero");
        }

        foreach (var (name, _) in step.Headers)
        {
            if (
                !HttpWords.IsHeader(name)
                || Ours.Contains(name, StringComparer.OrdinalIgnoreCase)
                || (step.Bearer && name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            )
            {
                map.Problem(map["headers"]!, $"{name} is no header, or one that the watchdog writes itself");
            }
        }
    }

    private static bool IsBody(WorkflowStep step) => step.Json is not null || step.Form.Count > 0;

    private static Template? PathOf(YamlMap map)
    {
        if (map.Needed("path") is not { } text)
        {
            return null;
        }

        // The braces of a variable are no part of the path that is sent.
        if (HttpWords.IsPath(text) && Template.Read(text) is { } path)
        {
            return path;
        }

        map.Problem(map["path"]!, $"path = {text}: {HttpWords.PathExpected}; {Template.Expected}");
        return null;
    }

    private List<(string Name, Template Value)> Pairs(YamlNode? node, string what)
    {
        var pairs = new List<(string, Template)>();
        foreach (var (key, value) in node is null ? [] : YamlMap.Pairs(file, node, problems))
        {
            if (
                value is YamlScalarNode { Value: { } text }
                && !text.Any(char.IsControl)
                && Template.Read(text) is { } one
            )
            {
                pairs.Add((key.Value!, one));
            }
            else
            {
                problems.Add($"{Place.Of(file, value)}: {key.Value}: {what} must be one line; {Template.Expected}");
            }
        }

        return pairs;
    }

    private List<Capture> Captures(YamlMap map)
    {
        var captures = new List<Capture>();
        foreach (var (key, value) in map["capture"] is { } node ? YamlMap.Pairs(file, node, problems) : [])
        {
            if (!Template.IsName(key.Value!) || Workflow.BuiltIn.Contains(key.Value!) || secret.Contains(key.Value!))
            {
                map.Problem(key, $"{key.Value}: must be a name of its own, of letters, digits and _");
            }
            else if (value is YamlScalarNode { Value: { } words } && Capture.Read(key.Value!, words) is { } capture)
            {
                captures.Add(capture);
            }
            else
            {
                map.Problem(value, $"{key.Value}: {Capture.Expected}");
            }
        }

        return captures;
    }
}
