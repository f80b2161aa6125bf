namespace Mcpx.Dashboard.Components.Feed;

/// <summary>Whether somebody can see the tab, one per circuit. The browser says so; until it does, somebody can.</summary>
public sealed class Attention
{
    /// <summary>Whether the tab is hidden.</summary>
    public bool Hidden { get; private set; }

    /// <summary>Raised after a change, on the circuit's own thread.</summary>
    public event Action? Changed;

    /// <summary>Takes what the browser says.</summary>
    public void Set(bool hidden)
    {
        if (hidden != Hidden)
        {
            Hidden = hidden;
            Changed?.Invoke();
        }
    }
}
