using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Comms;

/// <summary>
/// Whether a moment lies in hours of the week. Every moment has one time on the wall, so that nothing is ambiguous: where clocks go
/// forward a night is an hour shorter, where they go back an hour longer.
/// </summary>
public static class WeeklyHours
{
    /// <summary>Whether it does.</summary>
    /// <param name="hours">The hours.</param>
    /// <param name="zone">The zone they are meant in.</param>
    /// <param name="now">The moment.</param>
    public static bool Cover(WeeklyOptions hours, TimeZoneInfo zone, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(hours);
        ArgumentNullException.ThrowIfNull(zone);
        var wall = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var (day, at) = (wall.DayOfWeek, TimeOnly.FromDateTime(wall));
        return hours.Start < hours.End
            ? at >= hours.Start && at < hours.End && Begins(hours, day)
            : (at >= hours.Start && Begins(hours, day)) || (at < hours.End && Begins(hours, Before(day)));
    }

    private static bool Begins(WeeklyOptions hours, DayOfWeek day) => hours.Days.Count == 0 || hours.Days.Contains(day);

    private static DayOfWeek Before(DayOfWeek day) => (DayOfWeek)(((int)day + 6) % 7);
}
