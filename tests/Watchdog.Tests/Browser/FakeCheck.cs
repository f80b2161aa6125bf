using System.Security.Cryptography;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Tests.Browser;

/// <summary>A browser check that is a shell script: it finds its folder in <c>$out</c> and all its arguments in the file <c>arguments</c>.</summary>
internal sealed class FakeCheck(Folder folder)
{
    public const string Picture = "not really a picture";

    private const string Begin = """
        for a in "$@"; do printf '%s\n' "$a"; done > "$(dirname "$0")/arguments"
        env > "$(dirname "$0")/environment"
        echo x >> "$(dirname "$0")/calls"
        while [ $# -gt 0 ]; do [ "$1" = --out ] && out="$2"; shift; done
        mkdir -p "$out"
        """;

    public static string PictureSha256 { get; } =
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Picture)));

    public string[] Arguments => File.ReadAllLines(Path.Combine(folder.Path, "arguments"));

    public string[] Variables => File.ReadAllLines(Path.Combine(folder.Path, "environment"));

    public int Calls => File.ReadAllLines(Path.Combine(folder.Path, "calls")).Length;

    /// <summary>A script that prints a result and ends.</summary>
    public static string Printing(string json, int exit) => $"cat <<'END'\n{json}\nEND\nexit {exit}";

    /// <summary>A result that passed, or failed at the dashboard.</summary>
    public static string Result(
        bool passed = true,
        string measured = "20 ms, badge Prod",
        string file = "01-dashboard.jpg",
        string? sha256 = null
    ) =>
        $$"""
            {"outcome":"{{(passed ? "Passed" : "Failed")}}","why":null,"browser":"Chromium 1","steps":[{"name":"/dashboard","passed":{{(
                passed ? "true" : "false"
            )}},"measured":"{{measured}}"}],"heard":{"console":["error: {{measured}}"]},"screenshots":[{"file":"{{file}}","page":"/dashboard","bytes":20,"sha256":"{{sha256
                ?? PictureSha256}}"}]}
            """;

    public static string NotRun(string why) => $$"""{"outcome":"NotRun","why":"{{why}}","steps":[],"screenshots":[]}""";

    public BrowserCheckOptions Options(string script, TimeSpan? timeout = null) =>
        new()
        {
            Command = ["/bin/sh", folder.File("check.sh", $"{Begin}\n{script}\n")],
            Pages = ["/dashboard"],
            Timeout = timeout ?? TimeSpan.FromSeconds(20),
        };
}
