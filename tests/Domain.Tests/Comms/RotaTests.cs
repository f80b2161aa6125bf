using CsCheck;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Tests.Comms;

/// <summary>Who is on, by shifts, a schedule and names; the days on which clocks change included.</summary>
public sealed class RotaTests
{
    // Central Europe as it has been since 1996, written down here: the machine's own list decides nothing.
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.CreateCustomTimeZone(
        "Europe/Berlin",
        TimeSpan.FromHours(1),
        "Berlin",
        "CET",
        "CEST",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date,
                DateTime.MaxValue.Date,
                TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday)
            ),
        ]
    );

    private static readonly WeeklyOptions Night = new()
    {
        Start = new(22, 0),
        End = new(6, 0),
        TimeZone = "Europe/Berlin",
    };

    [Theory]
    // An ordinary night, 22:00 to 06:00 in winter: 21:00 to 05:00 UTC.
    [InlineData("2026-01-14T20:59:59Z", false)]
    [InlineData("2026-01-14T21:00:00Z", true)]
    [InlineData("2026-01-15T04:59:59Z", true)]
    [InlineData("2026-01-15T05:00:00Z", false)]
    // Clocks go forward at 01:00 UTC on 29 March: the night ends at 04:00 UTC, seven hours after it began.
    [InlineData("2026-03-28T21:00:00Z", true)]
    [InlineData("2026-03-29T00:59:59Z", true)]
    [InlineData("2026-03-29T01:00:00Z", true)]
    [InlineData("2026-03-29T03:59:59Z", true)]
    [InlineData("2026-03-29T04:00:00Z", false)]
    // They go back at 01:00 UTC on 25 October: it began at 20:00 UTC and lasts nine hours, the doubled one included.
    [InlineData("2026-10-24T19:59:59Z", false)]
    [InlineData("2026-10-24T20:00:00Z", true)]
    [InlineData("2026-10-25T00:30:00Z", true)]
    [InlineData("2026-10-25T01:30:00Z", true)]
    [InlineData("2026-10-25T04:59:59Z", true)]
    [InlineData("2026-10-25T05:00:00Z", false)]
    public void Cover_NightOverTheChangeOfClocks_FollowsTheWall(string now, bool covered) =>
        Assert.Equal(covered, WeeklyHours.Cover(Night, Berlin, At(now)));

    [Theory]
    // 02:15 to 02:45 is skipped on 29 March, and comes twice on 25 October.
    [InlineData("2026-03-29T00:59:00Z", false)]
    [InlineData("2026-03-29T01:20:00Z", false)]
    [InlineData("2026-10-25T00:20:00Z", true)]
    [InlineData("2026-10-25T01:20:00Z", true)]
    public void Cover_HourThatIsSkippedOrComesTwice_FollowsTheWall(string now, bool covered) =>
        Assert.Equal(covered, WeeklyHours.Cover(new() { Start = new(2, 15), End = new(2, 45) }, Berlin, At(now)));

    [Fact]
    public void Cover_DaysOfANight_AreThoseOnWhichItBegins()
    {
        var friday = Night with { Days = [DayOfWeek.Friday] };

        Assert.True(WeeklyHours.Cover(friday, Berlin, At("2026-01-16T22:00:00Z")));
        Assert.True(WeeklyHours.Cover(friday, Berlin, At("2026-01-17T03:00:00Z")));
        Assert.False(WeeklyHours.Cover(friday, Berlin, At("2026-01-16T03:00:00Z")));
        Assert.False(WeeklyHours.Cover(friday, Berlin, At("2026-01-17T22:00:00Z")));
    }

    [Fact]
    public void Cover_SameStartAndEnd_IsWholeDays() =>
        Assert.True(
            WeeklyHours.Cover(new() { Days = [DayOfWeek.Thursday] }, TimeZoneInfo.Utc, At("2026-01-15T23:59:59Z"))
        );

    [Fact]
    public void Cover_AnyHours_AreOverWhereTheOthersBegin() =>
        Gen.Select(Gen.Int[0, 1439], Gen.Int[0, 1439], Gen.Int[0, 400_000])
            .Sample(
                (start, end, minute) =>
                {
                    var (from, to) = (new TimeOnly(start / 60, start % 60), new TimeOnly(end / 60, end % 60));
                    var now = At("2026-01-01T00:00:00Z").AddMinutes(minute);
                    var day = WeeklyHours.Cover(new() { Start = from, End = to }, Berlin, now);
                    var night = WeeklyHours.Cover(new() { Start = to, End = from }, Berlin, now);
                    return start == end ? day && night : day != night;
                }
            );

    [Fact]
    public void On_NothingConfigured_NamesTheThree()
    {
        var on = Rota.On(new() { IncidentCommander = "rina" }, "Prod", Some.At(0), Zones, []);

        Assert.Equal(
            [
                new(Role.IncidentCommander, "rina", RosterBasis.Name),
                new(Role.Deputy, "deputy", RosterBasis.Name),
                new(Role.DecisionOwner, "director", RosterBasis.Name),
            ],
            on
        );
    }

    [Theory]
    [InlineData("Prod", "2026-01-14T21:30:00Z", "nils")]
    [InlineData("Prod", "2026-01-14T12:00:00Z", "rina")]
    [InlineData("Alpha", "2026-01-14T21:30:00Z", "rina")]
    [InlineData("Prod", "2026-12-24T21:30:00Z", "xena")]
    [InlineData("Prod", "2026-12-25T21:30:00Z", "nils")]
    public void On_Shifts_TheFirstThatFitsCounts(string environment, string now, string expected)
    {
        var roster = new RosterOptions
        {
            IncidentCommander = "rina",
            Shifts =
            [
                new()
                {
                    Role = Role.IncidentCommander,
                    Person = "xena",
                    From = At("2026-12-24T12:00:00Z"),
                    Until = At("2026-12-25T12:00:00Z"),
                },
                new()
                {
                    Role = Role.IncidentCommander,
                    Person = "nils",
                    Environments = ["Prod"],
                    Weekly = Night,
                },
                new()
                {
                    Role = Role.IncidentCommander,
                    Person = "nowhere",
                    Weekly = new() { TimeZone = "Mars/Olympus" },
                },
            ],
        };

        Assert.Equal(expected, Rota.On(roster, environment, At(now), Zones, [])[0].Name);
    }

    [Fact]
    public void Known_ScheduleSpokeAndAShiftEnded_KeepsTheSchedulesWordOnly()
    {
        var roster = new RosterOptions { IncidentCommander = "rina", Source = new() };
        var seen = new RosterSeen(
            [new(Role.IncidentCommander, "zoe", RosterBasis.Source), new(Role.Deputy, "nils", RosterBasis.Shift)],
            Warning: null
        );

        Assert.Equal(["zoe", "deputy", "director"], Names(roster, seen));
        Assert.Equal(["rina", "deputy", "director"], Names(roster with { Source = null }, seen));
        Assert.Equal(["rina", "deputy", "director"], Names(roster, seen: null));
    }

    [Theory]
    [InlineData(0, null, "zoe")]
    [InlineData(3_600, null, "zoe")]
    [InlineData(3_601, null, "rina")]
    [InlineData(100, 100, "rina")]
    [InlineData(99, 100, "zoe")]
    public void On_Schedule_CountsWhileItIsBelieved(int now, int? until, string expected)
    {
        var roster = new RosterOptions { IncidentCommander = "rina", Source = new() };
        var answer = new RosterAnswer(
            Role.IncidentCommander,
            "zoe",
            until is { } end ? Some.At(end) : null,
            Some.At(0)
        );

        Assert.Equal(expected, Rota.On(roster, "Prod", Some.At(now), Zones, [answer])[0].Name);
    }

    [Theory]
    [InlineData("Alpha", true)]
    [InlineData("Prod", false)]
    public void IsQuiet_AtNight_ButNeverInProd(string environment, bool quiet) =>
        Assert.Equal(
            quiet,
            Rota.IsQuiet(environment, new() { QuietHours = [Night] }, At("2026-01-14T23:00:00Z"), Zones)
        );

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);

    private static TimeZoneInfo? Zones(string name) =>
        name == Berlin.Id ? Berlin
        : name == "UTC" ? TimeZoneInfo.Utc
        : null;

    private static IEnumerable<string> Names(RosterOptions roster, RosterSeen? seen) =>
        Rota.Known(roster, "Prod", Some.At(0), Zones, seen).Select(on => on.Name);
}
