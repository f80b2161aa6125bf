using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Time;

/// <summary>The time zones this machine knows.</summary>
internal static class TimeZones
{
    /// <summary>A zone by its name; null where it is not known here.</summary>
    public static TimeZoneInfo? Find(string name) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    /// <summary>Zones that are named and not known: their hours would never come.</summary>
    public static IEnumerable<ConfigurationError> Errors(WatchdogOptions options) =>
        from hours in Named(options)
        where hours.Zone.Length > 0 && Find(hours.Zone) is null
        select new ConfigurationError(hours.Key, hours.Zone, "is no time zone that this machine knows");

    private static IEnumerable<(string Key, string Zone)> Named(WatchdogOptions options)
    {
        var shifts = options.Roster.Shifts ?? [];
        for (var i = 0; i < shifts.Count; i++)
        {
            if (shifts[i].Weekly is { } weekly)
            {
                yield return (
                    FormattableString.Invariant($"Watchdog:Roster:Shifts:{i}:Weekly:TimeZone"),
                    weekly.TimeZone
                );
            }
        }

        foreach (var (name, environment) in options.Environments)
        {
            var quiet = environment.QuietHours ?? [];
            for (var i = 0; i < quiet.Count; i++)
            {
                yield return (
                    FormattableString.Invariant($"Watchdog:Environments:{name}:QuietHours:{i}:TimeZone"),
                    quiet[i].TimeZone
                );
            }
        }
    }
}
