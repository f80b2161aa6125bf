using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>
/// A deployer made of three shell snippets. They see the tag as <c>$1</c>, the key as <c>$2</c> and a folder for their
/// state as <c>$3</c>.
/// </summary>
internal sealed class Script(Folder folder)
{
    public const string AllGood = """
        echo '{"instances":[{"name":"api-1","tag":"v1.8.2"},{"name":"api-2","tag":"v1.8.2"}],"operations":[]}'
        """;

    public const string AllFailing = """
        echo '{"instances":[{"name":"api-1","tag":"v1.9.0"},{"name":"api-2","tag":"v1.9.0"}],"operations":[]}'
        """;

    /// <summary>The failing release until a deployment left its mark, the good one afterwards.</summary>
    public const string ByMark = "if [ -e \"$3/done\" ]; then " + AllGood + "; else " + AllFailing + "; fi";

    public string Deploy { get; init; } = "echo \"$2\" >> \"$3/keys\"; echo replacing; touch \"$3/done\"";

    public string Find { get; init; } = "printf '{\"key\":\"%s\",\"state\":\"NeverStarted\",\"detail\":null}' \"$2\"";

    public string Observe { get; init; } = ByMark;

    /// <summary>What the deployer answers when asked for a key, in this state.</summary>
    public static string Finding(string state) =>
        $"printf '{{\"key\":\"%s\",\"state\":\"{state}\",\"detail\":\"as asked\"}}' \"$2\"";

    /// <summary>Ends what runs; null where nothing can.</summary>
    public string? Cancel { get; init; }

    /// <summary>Keys that deployments were begun under.</summary>
    public IReadOnlyList<string> Keys =>
        File.Exists(Path.Combine(folder.Path, "keys")) ? File.ReadAllLines(Path.Combine(folder.Path, "keys")) : [];

    public DeployerOptions Options(TimeSpan? timeout = null) =>
        new()
        {
            Deploy = Arguments(Deploy),
            Find = Arguments(Find),
            Observe = Arguments(Observe),
            Cancel = Cancel is { } cancel ? Arguments(cancel) : null,
            Timeout = timeout ?? TimeSpan.FromMinutes(10),
        };

    private string[] Arguments(string snippet) =>
        ["/bin/sh", "-c", snippet.ReplaceLineEndings(" "), "deployer", "{tag}", "{key}", folder.Path];
}
