using System.Text.Json.Serialization;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Configuration;

/// <summary>Workflows of people that the watchdog walks by itself (runbook section 3, business).</summary>
public sealed record WorkflowProbeOptions
{
    /// <summary>Whether the visit of <see cref="ValidationOptions.Web"/> is walked all the time. Default false.</summary>
    public bool Web { get; init; }

    /// <summary>Between two visits of the web. Default 60 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// YAML files with scripted workflows of the API (docs/workflows.md), relative to the configuration file. A workflow is called
    /// as its file, without the ending. Default none.
    /// </summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Between two walks of the scripted workflows. Default 60 s.</summary>
    public TimeSpan FilesInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The program that looks at the web in a real browser; null for none, which is the default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BrowserCheckOptions? Browser { get; init; }

    /// <summary>Name of the visit of the web.</summary>
    public const string WebPages = "web pages";

    /// <summary>Name of the look in a real browser.</summary>
    public const string RealBrowser = "browser";

    /// <summary>Names that judging has given away already.</summary>
    private static readonly string[] Taken = [WebPages, RealBrowser, "contract"];

    /// <summary>Every workflow by name, as judging knows them.</summary>
    public IReadOnlyList<string> Names =>
        [
            .. Web ? [WebPages] : Array.Empty<string>(),
            .. Browser is null ? Array.Empty<string>() : [RealBrowser],
            .. Files.Select(NameOf),
        ];

    /// <summary>What of the portal people meet in a workflow: pages in the visit of the web, the API in a scripted one.</summary>
    public static Component ComponentOf(string workflow) =>
        workflow is WebPages or RealBrowser ? Component.Web : Component.Api;

    /// <summary>The name of the workflow in a file.</summary>
    public static string NameOf(string file)
    {
        var name = file[(file.LastIndexOfAny(['/', '\\']) + 1)..];
        var ending = name.LastIndexOf('.');
        return ending > 0 ? name[..ending] : name;
    }

    internal void Check(List<ConfigurationError> errors, string key)
    {
        errors.Positive($"{key}:Interval", Interval);
        errors.Positive($"{key}:FilesInterval", FilesInterval);
        var names = new HashSet<string>(Taken, StringComparer.Ordinal);
        for (var i = 0; i < Files.Count; i++)
        {
            if (Files[i].Length == 0 || !names.Add(NameOf(Files[i])))
            {
                errors.Add(new($"{key}:Files:{i}", Files[i], "must be a file whose name no other workflow has"));
            }
        }
    }
}
