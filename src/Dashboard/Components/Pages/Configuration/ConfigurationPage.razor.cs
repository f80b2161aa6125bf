using Mcpx.Dashboard.Auth.Access;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Pages.Configuration;

/// <summary>
/// What was changed in an environment. A revert is asked for as anything is that looks wrong: by a declaration, on which the
/// decision tree proposes and people approve.
/// </summary>
public partial class ConfigurationPage
{
    private const int AtFirst = 40;

    private IReadOnlyList<ChangeRow> _all = [];
    private bool _own;
    private bool _older;
    private string? _opened;
    private string _announced = "";

    /// <summary>The environment's name.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    [Inject]
    private IncidentLog Incidents { get; set; } = null!;

    private IReadOnlyList<ChangeRow> Rows => _own ? _all : [.. _all.Where(row => !row.IsOwn)];

    private IEnumerable<ChangeRow> Shown => _older ? Rows : Rows.Take(AtFirst);

    private string Title =>
        Rows.Count switch
        {
            0 => $"No change of {Name}'s configuration",
            1 => $"1 change of {Name}'s configuration",
            var count => $"{count} changes of {Name}'s configuration",
        };

    private string? MayNot =>
        Me.Role is Role.Viewer or Role.Auditor
            ? $"A revert is asked for by declaring an incident; {TimelineWords.RoleName(Me.Role)} may not."
            : null;

    private bool Polls => State.OptionsOf(Name)?.Instances.Any(one => one.Component == Component.Api) ?? false;

    private protected override IReadOnlyCollection<string> Watched => [];

    private protected override void Draw(bool disk)
    {
        var before = Rows.Count;
        _all = ChangeRow.Of(State, Name, Time.GetUtcNow());
        if (Following && Rows is [var newest, ..] && Rows.Count > before)
        {
            _announced = $"{newest.Key} was changed by {newest.By}";
        }
    }

    private async Task RevertAsync(ChangeRow row)
    {
        var reason = await ConfirmDialog.AskAsync(
            Dialogs,
            new(
                $"Ask for {row.Key} to be set back?",
                $"An incident of {row.Trigger} is declared, or the open one is joined. The watchdog proposes to set the value back where the change fits what is wrong; nothing is written before people approve.",
                [("Now", row.After), ("Back to", row.Before), ("Changed by", row.By), ("As", TimelineWords.WhoOf(Me))],
                "Declare and ask",
                "What is wrong",
                NoteRequired: true
            )
        );
        if (reason is null)
        {
            return;
        }

        await WriteAsync(
            Act.Declare,
            me =>
            {
                var outcome = Incidents.Declare(
                    Name,
                    row.Trigger!,
                    Component.Config,
                    $"{row.Key} from {row.Before} to {row.After}: {reason}",
                    me
                );
                _opened = outcome.Refusal is null ? outcome.Incident?.Id : null;
                return outcome.Refusal;
            }
        );
    }
}
