using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Components.Layout;

/// <summary>
/// What the top bar shows, one per circuit. Whoever follows the journal and the live readings sets it; the layout listens.
/// </summary>
public sealed class ShellState
{
    /// <summary>The watchdog's sign of life.</summary>
    public Liveness Liveness { get; private set; } = Liveness.Unknown;

    /// <summary>Incidents that are not closed, rejected or withdrawn, over all environments.</summary>
    public int OpenIncidents { get; private set; }

    /// <summary>How many proposals wait for a decision.</summary>
    public int Proposals { get; private set; }

    /// <summary>The newest of them with its plan, "INC-0007 in Prod, plan 2"; null without one.</summary>
    public string? NewestProposal { get; private set; }

    /// <summary>Why the store cannot be read; null when it can.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Whether nothing was ever read from it, so that no page has anything to show.</summary>
    public bool Blank { get; private set; }

    /// <summary>Since when the live readings are away; null while they come.</summary>
    public DateTimeOffset? LiveLostSince { get; private set; }

    /// <summary>Raised after a change of anything but the sign of life, on the setter's thread.</summary>
    public event EventHandler? Changed;

    /// <summary>Raised after another sign of life, on the setter's thread: often, so that only what shows it listens.</summary>
    public event EventHandler? Heard;

    /// <summary>Takes both at once, so that the bar is drawn once.</summary>
    public void Set(Liveness liveness, int openIncidents)
    {
        var (heard, changed) = (liveness != Liveness, openIncidents != OpenIncidents);
        (Liveness, OpenIncidents) = (liveness, openIncidents);
        if (changed)
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }

        if (heard)
        {
            Heard?.Invoke(this, EventArgs.Empty);
        }
    }

    /// <summary>Takes the incidents that wait for a decision.</summary>
    public void SetProposals(IReadOnlyList<Incident> waiting)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        var newest = waiting.MaxBy(incident => incident.OpenedAt);
        var text = newest is null
            ? null
            : $"{newest.Id} in {newest.Environment}, plan {newest.Proposal?.Plan.Version ?? 1}";
        if (waiting.Count == Proposals && text == NewestProposal)
        {
            return;
        }

        (Proposals, NewestProposal) = (waiting.Count, text);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Takes what cannot be read.</summary>
    public void SetTrouble(string? obstacle, bool blank, DateTimeOffset? liveLostSince)
    {
        if (obstacle == Obstacle && blank == Blank && liveLostSince == LiveLostSince)
        {
            return;
        }

        (Obstacle, Blank, LiveLostSince) = (obstacle, blank, liveLostSince);
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
