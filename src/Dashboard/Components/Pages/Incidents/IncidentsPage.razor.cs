using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>All incidents, and what a person sees before the watchdog does becomes one.</summary>
public partial class IncidentsPage
{
    private IReadOnlyList<IncidentListRow> _rows = [];
    private string _announced = "";

    [Inject]
    private IncidentLog Log { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>Opens with the question whether to declare one: the environment it is of, or anything else for the first.</summary>
    [SupplyParameterFromQuery]
    public string? Declare { get; set; }

    private protected override IReadOnlyCollection<string> Watched => [];

    private bool MayDeclare => Me.Role is not (Role.Viewer or Role.Auditor);

    private string Title =>
        _rows.Count(row => row.Open) switch
        {
            0 => "No open incident",
            1 => "1 open incident",
            var open => $"{open} open incidents",
        };

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && Declare is { Length: > 0 } && MayDeclare)
        {
            await DeclareAsync();
        }
    }

    private protected override void Draw(bool disk)
    {
        var before = _rows;
        _rows = IncidentListView.Of(State, Time.GetUtcNow());
        if (Following && before.Count < _rows.Count)
        {
            _announced = Title;
        }
    }

    private async Task DeclareAsync()
    {
        var environments = OptionsValidator
            .KnownEnvironments.Where(name => State.OptionsOf(name) is not null)
            .OrderByDescending(name => name == Declare)
            .ToList();
        if (environments.Count == 0)
        {
            Said = "No watchdog has started yet, so there is no environment to declare it of.";
            return;
        }

        var answer = await ConfirmDialog.AnswerAsync(
            Dialogs,
            new(
                "Declare an incident?",
                "The 30 minutes run from here. What is declared does not clear by itself: it is closed by a person, or with a rollback.",
                [],
                "Declare",
                "What you see, for the record",
                NoteRequired: true
            )
            {
                Choices =
                [
                    new("Environment", [.. environments.Select(name => (name, name))]),
                    new("What is wrong", [.. TriggerNames.All.Select(name => (name, name))]),
                    new("Of", [("Api", "API"), ("Web", "Web"), ("Config", "Configuration and flags")]),
                ],
            }
        );
        if (answer is not { Note: { Length: > 0 } what, Chosen: [var environment, var trigger, var component] })
        {
            return;
        }

        string? opened = null;
        await WriteAsync(
            Act.Declare,
            me =>
            {
                var outcome = Log.Declare(environment, trigger, Enum.Parse<Component>(component), what, me);
                opened = outcome.Incident?.Id;
                return outcome.Refusal;
            }
        );
        if (opened is not null)
        {
            Navigation.NavigateTo($"incidents/{opened}");
        }
    }
}
