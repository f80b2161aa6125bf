using Bunit;
using Mcpx.Dashboard.Components.Pages.Overview;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Tests.Components;

public sealed class EnvironmentRowTests
{
    private static readonly EnvironmentRowModel Calm = new(
        "Alpha",
        "environments/Alpha",
        VerdictState.Healthy,
        "for 6 d",
        "evaluated 3 s ago",
        "v1.8.2",
        LastKnownGood: null,
        Deployed: null,
        new ReadinessModel(Ready: false, "Not ready, no LKG"),
        [],
        []
    );

    [Fact]
    public async Task Row_WithoutFacts_SaysSoInWords()
    {
        await using var ctx = new BunitContext();
        var row = ctx.Render<EnvironmentRow>(p => p.Add(c => c.Row, Calm));
        Assert.Contains("No LKG", row.Markup, StringComparison.Ordinal);
        Assert.Contains("deployed at an unknown time", row.Markup, StringComparison.Ordinal);
        Assert.Equal("Healthy", row.Find(".eword").TextContent.Trim());
        Assert.Empty(row.FindAll(".band"));
    }

    [Fact]
    public async Task Row_WithIncident_LeadsToItAboveTheFacts()
    {
        await using var ctx = new BunitContext();
        var incident = new IncidentBandModel(
            "INC-0147",
            "Streams stall.",
            "Proposed.",
            [("214", "failed calls a minute")],
            "Review rollback",
            "incidents/INC-0147"
        );
        var row = ctx.Render<EnvironmentRow>(p =>
            p.Add(c => c.Row, Calm with { Incident = incident, State = VerdictState.Breached })
        );
        Assert.Equal("incidents/INC-0147", row.Find(".band a").GetAttribute("href"));
        Assert.Contains("band", row.Find("section > :first-child").ClassList);
    }

    [Fact]
    public async Task Row_WithItsOwnWord_KeepsTheIconOfTheState()
    {
        await using var ctx = new BunitContext();
        var row = ctx.Render<EnvironmentRow>(p =>
            p.Add(c => c.Row, Calm with { State = VerdictState.NoData, StateWord = "1 of 9 not measured" })
        );
        Assert.Equal("1 of 9 not measured", row.Find(".eword").TextContent.Trim());
        Assert.NotNull(row.Find(".eword .dashed"));
    }
}
