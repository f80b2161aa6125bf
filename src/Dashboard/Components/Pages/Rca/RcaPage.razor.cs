using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;
using Mcpx.Hosting;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Pages.Rca;

/// <summary>The report of an incident, read on screen and printed. Worked out again only when the incident moved on.</summary>
public partial class RcaPage
{
    private RcaReport? _report;
    private PhaseBar _phases = PhaseBar.Of([], default);
    private IReadOnlyList<RcaChartModel> _readings = [];

    /// <summary>The incident's number.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private RcaReader Reader { get; set; } = null!;

    [Inject]
    private IncidentLog Incidents { get; set; } = null!;

    [Inject]
    private ReportPrinter Printer { get; set; } = null!;

    [Inject]
    private ReportLog Reports { get; set; } = null!;

    private protected override IReadOnlyCollection<string> Watched => [];

    private static IEnumerable<(Attested Given, AttestedPicture Picture)> Attested(Incident incident) =>
        incident
            .Steps.Select(step => step.Attestation?.Given)
            .OfType<Attested>()
            .Where(given => given.Picture is not null)
            .Select(given => (given, given.Picture!));

    private protected override void Draw(bool disk)
    {
        if (!State.Incidents.TryGetValue(Id, out var incident))
        {
            _report = null;
            return;
        }

        if (!disk || (_report?.Incident.Id == Id && _report.Incident.Version == incident.Version))
        {
            return;
        }

        _report = Reader.Read(Id);
        var now = Time.GetUtcNow();
        _phases = PhaseBar.Of(_report?.Phases ?? [], now);
        _readings = _report is null
            ? []
            : [.. _report.Readings.Select(reading => RcaChartModel.Of(_report.Incident, reading, now))];
    }
}
