using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Dashboard.Store;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;

namespace Mcpx.Dashboard.Components.Pages.Rca;

/// <summary>What people do with a report: write, review, publish. The domain decides; what was measured has no way in.</summary>
public partial class RcaPage
{
    private readonly Dictionary<int, IReadOnlyList<(bool Added, string Text)>> _changes = [];

    /// <summary>The version on which somebody writes; null while nobody does.</summary>
    private int? _editing;

    private bool MayWrite => Me.Role is not (Role.Auditor or Role.Viewer or Role.Deployer);

    private DateOnly Today => DateOnly.FromDateTime(Time.GetLocalNow().Date);

    private static string OwnerOf(Incident incident) =>
        incident.ReportOwner is { } owner
            ? FormattableString.Invariant($" Owned by {owner.Name}, due {owner.Due:yyyy-MM-dd}.")
            : "";

    private static string Stage(ReportVersion? version) =>
        version is null
            ? "Not written yet: what was measured stands below as of now."
            : $"Version {version.Kept.Version}, {version.Kept.Stage.ToString().ToLowerInvariant()} by {version.By.Name}. "
                + version.Kept.Stage switch
                {
                    ReportStage.Draft => "Another person reviews it.",
                    ReportStage.Reviewed => "Whoever leads publishes it once the incident is over.",
                    _ => "Writing begins a new draft.",
                };

    private bool MayReview(ReportVersion? version) =>
        version is { Kept.Stage: ReportStage.Draft }
        && version.By.Name != Me.Name
        && Me.Role is not (Role.Viewer or Role.Deployer);

    private bool MayPublish(RcaReport report) =>
        report is { Version.Kept.Stage: ReportStage.Reviewed, Incident.IsOpen: false }
        && Me.Role is Role.IncidentCommander or Role.Deputy or Role.DecisionOwner;

    private async Task WriteReportAsync(ReportWords words)
    {
        if (_editing is { } basis && await KeepAsync(ReportStage.Draft, basis, words))
        {
            _editing = null;
        }
    }

    private async Task ReviewAsync()
    {
        if (_report?.Version is not { } version)
        {
            return;
        }

        var comment = await ConfirmDialog.AskAsync(
            Dialogs,
            new(
                $"Review version {version.Kept.Version} of the report?",
                "You say that you read it and that it holds. Your name stands beside it.",
                [("Written by", version.By.Name)],
                "It holds",
                "Comment, optional"
            )
        );
        if (comment is not null)
        {
            await KeepAsync(ReportStage.Reviewed, version.Kept.Version, words: null, comment);
        }
    }

    private async Task PublishAsync()
    {
        if (_report?.Version is not { } version)
        {
            return;
        }

        var sure = await ConfirmDialog.AskAsync(
            Dialogs,
            new(
                $"Publish version {version.Kept.Version} of the report?",
                "It becomes the incident's report. Later corrections are new versions.",
                [("Reviewed by", version.By.Name)],
                "Publish"
            )
        );
        if (sure is not null)
        {
            await KeepAsync(ReportStage.Published, version.Kept.Version, words: null);
        }
    }

    private bool MayLabel => Me.Role is not (Role.Viewer or Role.Deployer);

    private async Task LabelAsync(bool right)
    {
        var why = await ConfirmDialog.AskAsync(
            Dialogs,
            new(
                right ? "Was the proposal right?" : "Was the proposal wrong?",
                "With hindsight. It counts in the scorecard; the newest word counts.",
                [],
                right ? "It was right" : "It was wrong",
                "Why, optional"
            )
        );
        if (why is not null)
        {
            await WriteAsync(Act.Label, me => Incidents.Execute(Id, new IncidentCommand.Label(right, why), me).Refusal);
        }
    }

    private Task<bool> KeepAsync(ReportStage stage, int basis, ReportWords? words, string comment = "") =>
        WriteAsync(ActFor.Report(stage), me => Reports.Keep(Id, stage, basis, words, comment, me).Refusal);

    /// <summary>Versions do not change: each is compared once.</summary>
    private IReadOnlyList<(bool Added, string Text)> ChangesOf(int version) =>
        _changes.TryGetValue(version, out var known) ? known
        : (Document(version - 1), Document(version)) is ({ } before, { } after)
            ? _changes[version] = ReportDiff.Lines(before, after)
        : [];

    private string? Document(int version) =>
        _report?.Versions.FirstOrDefault(one => one.Kept.Version == version) is { } found
            ? Store.Reports.Find(Id, found.Kept.Sha256)
            : null;
}
