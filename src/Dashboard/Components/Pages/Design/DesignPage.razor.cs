using Mcpx.Dashboard.Components.Layout;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Triggers;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Mcpx.Dashboard.Components.Pages.Design;

/// <summary>Every component in every state, so that a change of the theme can be looked at in one place. Not found outside Development.</summary>
public partial class DesignPage
{
    private static readonly IReadOnlyList<BreachBarModel> Bars =
    [
        BreachBarModel.Of(VerdictState.Breached, TimeSpan.FromSeconds(894), TimeSpan.Zero),
        BreachBarModel.Of(VerdictState.Breached, TimeSpan.FromSeconds(1096), TimeSpan.FromMinutes(10)),
        BreachBarModel.Of(VerdictState.Pending, TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(10)),
        BreachBarModel.Of(VerdictState.Healthy, null, TimeSpan.FromMinutes(5)),
    ];

    private DecisionClockFacts _counting = Sample.Proposed;
    private bool _shown;
    private bool _silent;

    [Inject]
    private IHostEnvironment Host { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ShellState Shell { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _shown = Host.IsDevelopment();
        if (!_shown)
        {
            Navigation.NotFound();
            return;
        }

        var now = Time.GetUtcNow();
        _counting = new DecisionClockFacts(now.AddMinutes(-19.9), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(11));
        Shell.Set(new Liveness(now.AddSeconds(-3), TimeSpan.FromHours(1), "40 triggers, 0 missed runs in 24 h"), 1);
    }

    private static void Throw() => throw new InvalidOperationException("Asked for by the design page.");

    private void ToggleSilence()
    {
        _silent = !_silent;
        var now = Time.GetUtcNow();
        var at = _silent ? now.AddSeconds(-250) : now.AddSeconds(-3);
        Shell.Set(Shell.Liveness with { EvaluatedAt = at, SilentAfter = TimeSpan.FromSeconds(_silent ? 10 : 3600) }, 1);
    }

    private async Task AskAsync() =>
        await ConfirmDialog.AskAsync(
            Dialogs,
            new ConfirmDialogModel(
                "Start the rollback of Prod?",
                "You approve exactly this plan. If anything in it changes, this approval is void.",
                [
                    ("From, to", "2.14.0 to 2.13.2, Api and Web"),
                    ("Plan", "7f3a 91c4 e02b d85a"),
                    ("Takes", "6 steps, about 11 minutes, done near 03:03"),
                    ("As", "ic, Release Manager, Incident Commander"),
                ],
                "Start rollback",
                "Note for the record, optional"
            )
        );
}
