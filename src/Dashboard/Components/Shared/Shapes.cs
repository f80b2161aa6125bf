namespace Mcpx.Dashboard.Components.Shared;

/// <summary>
/// Shapes on a 16 by 16 grid, drawn in the colour of the text around them (<c>ring</c>, <c>mark</c>, <c>solid</c> and <c>cut</c> are
/// styled in states.css; <c>cut</c> is the colour behind the icon).
/// </summary>
public static class Shapes
{
    private const string Ring = """<circle class="ring" cx="8" cy="8" r="6.25"/>""";
    private const string Disc = """<circle class="solid" cx="8" cy="8" r="7"/>""";

    /// <summary>Ring with a check: healthy, done, passed.</summary>
    public const string Check = Ring + """<path class="mark" d="m5.1 8.3 2 2L10.9 6"/>""";

    /// <summary>Ring, right half filled: pending.</summary>
    public const string Half = Ring + """<path class="solid" d="M8 3.6a4.4 4.4 0 0 1 0 8.8z"/>""";

    /// <summary>Filled triangle with an exclamation mark: breached, failed.</summary>
    public const string Alarm =
        """<path class="solid join" d="M8 1.6 15 14H1z"/><path class="cut" d="M8 6.2v3.4M8 12v.1"/>""";

    /// <summary>Ring with an arrow up: recovering.</summary>
    public const string Up = Ring + """<path class="mark" d="M8 11V5.2M5.5 7.5 8 5l2.5 2.5"/>""";

    /// <summary>Arrow down into a tray: deploying.</summary>
    public const string Deliver = """<path class="mark" d="M8 1.8v7.4M5 6.4l3 3 3-3M2 10.5v3.2h12v-3.2"/>""";

    /// <summary>Dashed empty ring: no data.</summary>
    public const string Empty = """<circle class="ring dashed" cx="8" cy="8" r="6.25"/>""";

    /// <summary>Filled diamond with a cross: probe error.</summary>
    public const string Blind =
        """<path class="solid" d="M8 .6 15.4 8 8 15.4.6 8z"/><path class="cut" d="m5.9 5.9 4.2 4.2m0-4.2-4.2 4.2"/>""";

    /// <summary>Three bars, one filled: not enough samples.</summary>
    public const string Bars =
        """<path class="solid" d="M1.5 9.5h3V14h-3z"/><path class="thin" d="M7.1 6.6h2.3v6.8H7.1zm5-4h2.3v10.8h-2.3z"/>""";

    /// <summary>A dash: not watched here, skipped.</summary>
    public const string Dash = """<path class="mark" d="M4.5 8h7"/>""";

    /// <summary>Empty ring: waiting.</summary>
    public const string Waiting = Ring;

    /// <summary>Ring of which a quarter turns: running.</summary>
    public const string Running =
        """<circle class="ring track" cx="8" cy="8" r="6.25"/><path class="mark spin" d="M8 1.75A6.25 6.25 0 0 1 14.25 8"/>""";

    /// <summary>Ring with a question mark: unknown after a crash.</summary>
    public const string Unknown =
        Ring + """<path class="mark" d="M6.2 6.4a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.6-.9 1.2M8 11.6v.1"/>""";

    /// <summary>Filled disc with an arrow: a branch taken.</summary>
    public const string Taken = Disc + """<path class="cut" d="M5 8h5.6M8.4 5.6 10.8 8l-2.4 2.4"/>""";

    /// <summary>Hollow ring with a cross: a branch refused.</summary>
    public const string Refused =
        """<circle class="ring hollow" cx="8" cy="8" r="6.25"/><path class="mark" d="m5.9 5.9 4.2 4.2m0-4.2-4.2 4.2"/>""";

    /// <summary>A pulse: the watchdog's sign of life.</summary>
    public const string Pulse = """<path class="mark" d="M1 8.5h3.2L6 4l3.4 8.4 1.9-3.9H15"/>""";

    /// <summary>A bell, struck through: notices are muted.</summary>
    public const string Muted =
        """<path class="mark" d="M4.3 11.2V7.3a3.7 3.7 0 0 1 7.4 0v3.9M2.6 11.2h10.8M6.8 13.6h2.4M2.2 1.8l11.6 12.4"/>""";

    /// <summary>A padlock: deploys are kept out.</summary>
    public const string Locked =
        """<path class="mark" d="M3.4 7.2h9.2v6.4H3.4zM5.2 7.2V5.1a2.8 2.8 0 0 1 5.6 0v2.1M8 9.6v1.8"/>""";

    /// <summary>Three lines: the menu.</summary>
    public const string Menu = """<path class="mark" d="M2 4.2h12M2 8h12M2 11.8h12"/>""";

    /// <summary>Head and shoulders: account and theme.</summary>
    public const string Person =
        """<circle class="ring" cx="8" cy="5.4" r="2.9"/><path class="mark" d="M2.6 14c.5-3 2.6-4.4 5.4-4.4s4.9 1.4 5.4 4.4"/>""";
}
