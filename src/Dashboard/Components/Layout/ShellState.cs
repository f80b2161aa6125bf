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

    /// <summary>Raised after a change, on the setter's thread.</summary>
    public event EventHandler? Changed;

    /// <summary>Takes both at once, so that the bar is drawn once.</summary>
    public void Set(Liveness liveness, int openIncidents)
    {
        if (liveness == Liveness && openIncidents == OpenIncidents)
        {
            return;
        }

        Liveness = liveness;
        OpenIncidents = openIncidents;
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
