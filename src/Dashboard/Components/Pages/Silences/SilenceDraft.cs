using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Silences;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Silences;

/// <summary>A silence as it is being filled in. What it offers is what the domain takes.</summary>
/// <param name="options">How long one may last.</param>
public sealed class SilenceDraft(SilenceOptions options)
{
    private static readonly TimeSpan[] Offered =
    [
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(4),
        TimeSpan.FromHours(8),
        TimeSpan.FromDays(1),
        TimeSpan.FromDays(3),
        TimeSpan.FromDays(7),
        TimeSpan.FromDays(14),
        TimeSpan.FromDays(30),
    ];

    /// <summary>In how many minutes it may begin.</summary>
    public static readonly IReadOnlyList<(int Minutes, string Text)> Starts =
    [
        (0, "now"),
        (30, "in 30 minutes"),
        (60, "in 1 hour"),
        (120, "in 2 hours"),
        (240, "in 4 hours"),
        (480, "in 8 hours"),
        (1_440, "in 1 day"),
        (4_320, "in 3 days"),
        (10_080, "in 7 days"),
    ];

    private readonly HashSet<string> _triggers = new(StringComparer.Ordinal);
    private SilenceKind _kind;
    private int _minutes = 60;

    /// <summary>Why notices are muted.</summary>
    public SilenceKind Kind
    {
        get => _kind;
        set
        {
            _kind = value;
            Minutes = _minutes;
        }
    }

    /// <summary>For how long; never more than the kind may last.</summary>
    public int Minutes
    {
        get => _minutes;
        set => _minutes = Lengths.Any(length => length.Minutes == value) ? value : Lengths[^1].Minutes;
    }

    /// <summary>Why; 3 to 500 characters.</summary>
    public string Reason { get; set; } = "";

    /// <summary>What may be chosen, shortest first: at least the longest that is allowed.</summary>
    public IReadOnlyList<(int Minutes, string Text)> Lengths
    {
        get
        {
            var longest = Kind == SilenceKind.Maintenance ? options.LongestMaintenance : options.LongestSilence;
            var fit = Offered.Where(length => length <= longest).ToList();
            return [.. (fit.Count > 0 ? fit : [longest]).Select(length => ((int)length.TotalMinutes, Text(length)))];
        }
    }

    /// <summary>Whether it can be set.</summary>
    public bool IsComplete =>
        Reason.Trim().Length is >= SilenceDecision.ShortestReason and <= SilenceDecision.LongestReason;

    /// <summary>Whether a trigger is chosen.</summary>
    public bool Has(string trigger) => _triggers.Contains(trigger);

    /// <summary>Chooses a trigger, or leaves it out.</summary>
    public void Choose(string trigger, bool chosen)
    {
        if (chosen)
        {
            _triggers.Add(trigger);
        }
        else
        {
            _triggers.Remove(trigger);
        }
    }

    /// <summary>In how many minutes it begins; 0, the default, for now.</summary>
    public int BeginsIn { get; set; }

    /// <summary>As it is asked for.</summary>
    public SilenceRequest At(DateTimeOffset now)
    {
        var begins = now + TimeSpan.FromMinutes(BeginsIn);
        return new(
            Kind,
            [.. TriggerNames.All.Where(Has)],
            BeginsIn == 0 ? null : begins,
            begins + TimeSpan.FromMinutes(Minutes),
            Reason.Trim()
        );
    }

    private static string Text(TimeSpan length) =>
        length.TotalDays >= 1 ? Words.Of((long)length.TotalDays, "day")
        : length.TotalHours >= 1 ? Words.Of((long)length.TotalHours, "hour")
        : Words.Of((long)length.TotalMinutes, "minute");
}
