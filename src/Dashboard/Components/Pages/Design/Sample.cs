using Mcpx.Dashboard.Components.Pages.Overview;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Design;

/// <summary>
/// The story of INC-0147 as fixed data, the same numbers on every component: a deploy at 02:31, the clock from 02:37:12, an
/// approval at 02:53:40, all in the story's own zone, Pacific time.
/// </summary>
internal static class Sample
{
    public static DateTimeOffset Declared { get; } = At("02:37:12");

    public static DecisionClockFacts Proposed { get; } = new(Declared, Minutes(30), Minutes(11));

    public static DecisionClockFacts Running { get; } = Proposed with { ApprovedAt = At("02:53:40") };

    public static DecisionClockFacts Late { get; } = Proposed with { ApprovedAt = At("03:02:40") };

    public static DecisionClockFacts Ended { get; } = Running with { EndedAt = At("03:04:09") };

    public static IReadOnlyList<EnvironmentRowModel> Environments { get; } =
    [
        new(
            "Prod",
            "environments/Prod",
            VerdictState.Breached,
            "for 14 min 54 s",
            "evaluated 3 s ago",
            "2.14.0",
            "2.13.2",
            "21 min ago, 02:31",
            new(Ready: true, "Rollback ready, 11 min"),
            SampleChips.Prod,
            SampleLines.Breached,
            new(
                "INC-0147",
                "Since the 02:31 deploy of 2.14.0, event streams stall and 3.8 % of API calls fail.",
                "Proposed: roll back Api and Web to 2.13.2. Approve by 02:56 to finish inside 30 minutes.",
                [("214", "failed calls a minute"), ("15:06", "left of 30 min")],
                "Review rollback",
                "incidents/INC-0147"
            )
        ),
        new(
            "RTM",
            "environments/RTM",
            VerdictState.NoData,
            "parity, for 26 h",
            "evaluated 2 s ago",
            "2.14.0",
            "2.13.2",
            "3 d ago, Fri 14:20",
            new(Ready: false, "Not ready, pack 13 of 14"),
            SampleChips.Rtm,
            SampleLines.Calm,
            StateWord: "1 of 9 not measured"
        ),
        new(
            "Beta",
            "environments/Beta",
            VerdictState.Deploying,
            "v1.9.0 since 02:51",
            "evaluated 3 s ago",
            "2.14.0",
            "2.13.2",
            "4 d ago, Thu 10:05",
            new(Ready: true, "Rollback ready, 6 min"),
            SampleChips.Beta,
            SampleLines.Calm
        ),
        new(
            "Alpha",
            "environments/Alpha",
            VerdictState.Healthy,
            "for 6 d 2 h",
            "evaluated 3 s ago",
            "2.15.0-alpha.7+build.20251124.4821",
            null,
            null,
            new(Ready: false, "Not ready, no LKG"),
            SampleChips.Alpha,
            SampleLines.Silent
        ),
    ];

    public static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse($"2025-11-24T{time}-08:00", System.Globalization.CultureInfo.InvariantCulture);

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
