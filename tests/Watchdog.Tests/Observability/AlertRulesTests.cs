using System.Diagnostics;
using System.Text.RegularExpressions;
using Mcpx.Watchdog.Tests.Support;

namespace Mcpx.Watchdog.Tests.Observability;

/// <summary>The rules that watch the watchdog, as Prometheus itself reads them.</summary>
public sealed partial class AlertRulesTests : IDisposable
{
    private static readonly string Rules = Path.Combine(Shipped.Folder("observability"), "alerts.yml");
    private static readonly string Tests = Path.Combine(Shipped.Folder("observability"), "alerts.test.yml");
    private readonly Folder _folder = new();

    [PromtoolFact]
    public async Task Rules_AsShipped_AreRight() => await PassesAsync("check", "rules", Rules);

    [PromtoolFact]
    public async Task Rules_TheirTests_Pass() => await PassesAsync("test", "rules", Tests);

    [PromtoolFact]
    public async Task Dashboard_ItsQueries_AreRight()
    {
        var rules = string.Join(
            '\n',
            GrafanaDashboard
                .Queries()
                .Select(
                    (query, i) =>
                        $"      - record: panel:number:{i}\n        expr: {System.Text.Json.JsonSerializer.Serialize(Filled(query))}"
                )
        );
        await PassesAsync(
            "check",
            "rules",
            "--lint=none",
            _folder.File("panels.yml", $"groups:\n  - name: panels\n    rules:\n{rules}\n")
        );
    }

    [Fact]
    public void Rules_EveryAlert_FiresInATest()
    {
        var tested = File.ReadAllText(Tests);
        var alerts = Alert().Matches(File.ReadAllText(Rules)).Select(alert => alert.Groups["name"].Value).ToList();

        Assert.NotEmpty(alerts);
        Assert.All(alerts, name => Assert.Contains($"alertname=\"{name}\"", tested, StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_EveryAlert_SaysWhatToDo()
    {
        var alerts = Alert().Matches(File.ReadAllText(Rules)).Select(alert => alert.Groups["name"].Value);
        var rows = File.ReadAllLines(Shipped.Document("alerts.md"))
            .Where(line =>
                line.StartsWith("| `Watchdog", StringComparison.Ordinal)
                || line.StartsWith("| `Dashboard", StringComparison.Ordinal)
            )
            .Select(line => line.Split(" | "))
            .ToList();

        Assert.Equal(
            alerts.Order(StringComparer.Ordinal),
            rows.Select(row => row[0][3..^1]).Order(StringComparer.Ordinal)
        );
        Assert.All(rows, row => Assert.True(row is [_, { Length: > 10 }, { Length: > 10 }], string.Join(" | ", row)));
    }

    [Fact]
    public void Rules_EveryMetric_IsDocumented()
    {
        var names = MetricsDocument.NamesIn(File.ReadAllText(Rules)).ToList();

        Assert.NotEmpty(names);
        Assert.Empty(
            names
                .Where(name => name.StartsWith("watchdog_", StringComparison.Ordinal))
                .Except(MetricsDocument.Read().Keys)
        );
    }

    public void Dispose() => _folder.Dispose();

    private static string Filled(string query) =>
        query.Replace("$__rate_interval", "1m", StringComparison.Ordinal).Replace("$", "", StringComparison.Ordinal);

    private static async Task PassesAsync(params string[] arguments)
    {
        using var tool = Process.Start(
            new ProcessStartInfo(PromtoolFactAttribute.Program!, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var said = await Task.WhenAll(tool.StandardOutput.ReadToEndAsync(), tool.StandardError.ReadToEndAsync());
        await tool.WaitForExitAsync();
        Assert.True(tool.ExitCode == 0, string.Concat(said));
    }

    [GeneratedRegex(
        @"^ +- alert: (?<name>\w+)$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Alert();
}

/// <summary>A test that asks promtool; visibly skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PromtoolFactAttribute : FactAttribute
{
    public PromtoolFactAttribute()
    {
        if (Program is null)
        {
            Skip = "No promtool: install the package prometheus or set PROMETHEUS_PATH.";
        }
    }

    /// <summary>The program, beside Prometheus; null where there is none.</summary>
    public static string? Program { get; } =
        PrometheusServer.Program is { } server
        && Path.Combine(Path.GetDirectoryName(server)!, "promtool") is var tool
        && File.Exists(tool)
            ? tool
            : null;
}
