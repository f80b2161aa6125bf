using System.Text.Json;
using Mcpx.Watchdog.Tests.Support;

namespace Mcpx.Watchdog.Tests.Observability;

public sealed class GrafanaDashboardTests
{
    [Fact]
    public void Queries_EveryMetric_IsDocumented()
    {
        var names = GrafanaDashboard.Queries().SelectMany(MetricsDocument.NamesIn).ToList();

        Assert.Empty(
            names
                .Where(name => name.StartsWith("watchdog_", StringComparison.Ordinal))
                .Except(MetricsDocument.Read().Keys)
        );
    }

    [Fact]
    public void Queries_TogetherWithTheRules_UseEveryDocumentedMetric()
    {
        var rules = File.ReadAllText(Path.Combine(Shipped.Folder("observability"), "alerts.yml"));
        var used = GrafanaDashboard.Queries().Append(rules).SelectMany(MetricsDocument.NamesIn);

        Assert.Empty(MetricsDocument.Read().Keys.Except(used));
    }

    [Fact]
    public void Panels_AsShipped_HaveTheirOwnPlaceAndAskTheChosenSource()
    {
        var panels = GrafanaDashboard.Panels();

        Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.All(
            panels.Where(panel => panel.GetProperty("type").GetString() != "row"),
            panel =>
            {
                Assert.NotEqual("", panel.GetProperty("title").GetString());
                Assert.Equal("${datasource}", panel.GetProperty("datasource").GetProperty("uid").GetString());
                Assert.NotEqual(0, panel.GetProperty("targets").GetArrayLength());
            }
        );
        var cells = panels.Select(panel => panel.GetProperty("gridPos")).SelectMany(Cells).ToList();
        Assert.Equal(cells.Count, cells.Distinct().Count());
        Assert.All(cells, cell => Assert.InRange(cell.X, 0, 23));
    }

    private static IEnumerable<(int X, int Y)> Cells(JsonElement place) =>
        from x in Enumerable.Range(place.GetProperty("x").GetInt32(), place.GetProperty("w").GetInt32())
        from y in Enumerable.Range(place.GetProperty("y").GetInt32(), place.GetProperty("h").GetInt32())
        select (x, y);
}

/// <summary>The dashboard as shipped.</summary>
internal static class GrafanaDashboard
{
    public static IReadOnlyList<JsonElement> Panels()
    {
        using var file = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Shipped.Folder("observability"), "grafana-dashboard.json"))
        );
        return [.. file.RootElement.Clone().GetProperty("panels").EnumerateArray()];
    }

    public static IReadOnlyList<string> Queries() =>
        [
            .. from panel in Panels()
            where panel.TryGetProperty("targets", out _)
            from target in panel.GetProperty("targets").EnumerateArray()
            select target.GetProperty("expr").GetString()!,
        ];
}
