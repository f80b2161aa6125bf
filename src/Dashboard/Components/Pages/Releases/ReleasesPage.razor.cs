using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Db;
using Mcpx.Domain;
using Mcpx.Domain.Incidents;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Pages.Releases;

/// <summary>Rollback targets, releases and the moves of the pointers; who acts is asked at the click, and the domain decides.</summary>
public partial class ReleasesPage
{
    private ReleasesView _view = new("", [], [], []);
    private string _announced = "";

    [Inject]
    private ReleaseLog Log { get; set; } = null!;

    private protected override Role? Wanted => Role.DecisionOwner;

    private string? MayNotPromote =>
        Me.Role is Role.IncidentCommander or Role.DecisionOwner
            ? null
            : "It takes the Release Manager or the Decision Owner to promote a release.";

    private bool Off => Busy || MayNotPromote is not null;

    private protected override IReadOnlyCollection<string> Watched => EnvironmentOrder.Of(State);

    private protected override void Draw(bool disk)
    {
        var before = _view;
        _view = ReleasesView.Of(State, name => ReadingsOf(name, disk).Instances, Time.GetUtcNow());
        if (Following && before.Title != _view.Title)
        {
            _announced = _view.Title;
        }
    }

    private async Task PromoteAsync(TargetCard card, string tag)
    {
        var reason = await ConfirmDialog.AskAsync(
            Dialogs,
            new(
                $"Promote {tag} on {card.Where}?",
                "Rollbacks of this component go back to it from then on.",
                [("From, to", $"{card.Line.Tag ?? "none"} to {tag}"), ("As", TimelineWords.WhoOf(Me))],
                $"Promote {tag}",
                "Reason, for the record",
                NoteRequired: true
            )
        );
        if (reason is not null)
        {
            await WriteAsync(
                Act.Promote,
                me => Log.Promote(card.Line.Environment, card.Line.Component, tag, reason, me).Refusal
            );
        }
    }

    private async Task OverrideAsync(TargetCard card)
    {
        var valid = State.OptionsOf(card.Line.Environment)?.Promotion.OverrideFor ?? TimeSpan.Zero;
        var reason = await ConfirmDialog.AskAsync(
            Dialogs,
            new(
                $"Stand in for what {card.Line.Tag} lacks?",
                $"It may be proposed for {card.Where} then, for {Words.Duration(valid)}.",
                [("Lacks", string.Join(", ", card.Line.Problems)), ("As", TimelineWords.WhoOf(Me))],
                "Override",
                "Reason, for the record",
                NoteRequired: true
            )
        );
        if (reason is not null)
        {
            await WriteAsync(
                Act.Override,
                me => Log.Override(card.Line.Environment, card.Line.Component, card.Line.Tag, reason, me).Refusal
            );
        }
    }

    private Task DrillAsync(TargetCard card) =>
        WriteAsync(Act.AskDrill, me => Log.AskDrill(card.Line.Environment, card.Line.Component, tag: null, me).Refusal);
}
