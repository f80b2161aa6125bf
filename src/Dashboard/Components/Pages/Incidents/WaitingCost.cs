using System.Globalization;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>What it costs not to decide yet.</summary>
internal static class WaitingCost
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>Calls that failed in a minute of the newest windows; null where none was measured.</summary>
    /// <param name="live">What is measured now.</param>
    /// <param name="options">The environment's.</param>
    public static long? FailingPerMinute(IEnumerable<Verdict> live, EnvironmentOptions? options)
    {
        var minutes = (options ?? new()).Triggers.ErrorRate.EffectiveWindow.TotalMinutes;
        var measured = live.Where(verdict =>
                verdict is { Trigger: TriggerNames.ErrorRate, Instance: null, Declared: false, Total: > 0 }
            )
            .ToList();
        return measured.Count == 0 ? null : (long)Math.Round(measured.Sum(verdict => verdict.Failed) / minutes);
    }

    /// <summary>Five more minutes, in words.</summary>
    /// <param name="incident">With a standing proposal.</param>
    /// <param name="failing">Calls that fail in a minute; null when it is not known.</param>
    /// <param name="now">The moment.</param>
    public static string Of(Incident incident, long? failing, DateTimeOffset now)
    {
        var spare = Incident.Budget - (now + Ahead + incident.Proposal!.Plan.Expected - incident.OpenedAt);
        var calls = failing switch
        {
            null => "What it costs people is not measured",
            0 => "5 more minutes cost no failed calls as things are",
            { } perMinute =>
                $"5 more minutes cost about {(perMinute * (long)Ahead.TotalMinutes).ToString("N0", CultureInfo.CurrentCulture)} failed calls",
        };
        return spare >= TimeSpan.Zero
            ? $"{calls}, and leave {DurationText.Words(spare)} of the 30 minutes."
            : $"{calls}, and the run would end {DurationText.Words(-spare)} past the 30 minutes.";
    }
}
