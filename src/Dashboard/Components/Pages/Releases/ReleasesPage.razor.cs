using Mcpx.Dashboard.Auth;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Db;
using Mcpx.Domain;
using Mcpx.Domain.Incidents;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Data.Sqlite;
using MudBlazor;

namespace Mcpx.Dashboard.Components.Pages.Releases;

/// <summary>Rollback targets, releases and the moves of the pointers; who acts is asked at the click, and the domain decides.</summary>
public partial class ReleasesPage
{
    private ReleasesView _view = new("", [], [], []);
    private Actor _me = new("", Role.Viewer);
    private string _announced = "";
    private string? _said;
    private bool _busy;

    [Inject]
    private ReleaseLog Log { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [CascadingParameter]
    private Task<AuthenticationState> Auth { get; set; } = null!;

    private string? MayNotPromote =>
        _me.Role is Role.IncidentCommander or Role.DecisionOwner
            ? null
            : "It takes the Release Manager or the Decision Owner to promote a release.";

    private bool Off => _busy || MayNotPromote is not null;

    private protected override IReadOnlyCollection<string> Watched => EnvironmentOrder.Of(State);

    /// <inheritdoc />
    protected override async Task OnInitializedAsync() => _me = await WhoAsync();

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
                [("From, to", $"{card.Line.Tag ?? "none"} to {tag}"), ("As", TimelineWords.WhoOf(_me))],
                $"Promote {tag}",
                "Reason, for the record",
                NoteRequired: true
            )
        );
        if (reason is not null)
        {
            await WriteAsync(me => Log.Promote(card.Line.Environment, card.Line.Component, tag, reason, me));
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
                [("Lacks", string.Join(", ", card.Line.Problems)), ("As", TimelineWords.WhoOf(_me))],
                "Override",
                "Reason, for the record",
                NoteRequired: true
            )
        );
        if (reason is not null)
        {
            await WriteAsync(me => Log.Override(card.Line.Environment, card.Line.Component, card.Line.Tag, reason, me));
        }
    }

    private Task DrillAsync(TargetCard card) =>
        WriteAsync(me => Log.AskDrill(card.Line.Environment, card.Line.Component, tag: null, me));

    private async Task WriteAsync(Func<Actor, ReleaseOutcome> write)
    {
        _busy = true;
        try
        {
            _said = write(await WhoAsync()).Refusal?.Text;
        }
        catch (Exception problem) when (problem is SqliteException or IOException or TimeoutException)
        {
            _said = $"It could not be written, nothing was changed: {problem.Message} Try again.";
        }
        finally
        {
            _busy = false;
            DrawNow();
        }
    }

    private async Task<Actor> WhoAsync() =>
        Person.From((await Auth).User) is { } person ? ActorOf.From(person, Role.DecisionOwner) : new("", Role.Viewer);
}
