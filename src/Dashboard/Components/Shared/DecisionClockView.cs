using System.Collections.Immutable;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>One piece of the clock's bar.</summary>
/// <param name="Kind">Class of the piece: used, act, plan or spare.</param>
/// <param name="Width">CSS width.</param>
/// <param name="Time">Its length, "14:54".</param>
/// <param name="Words">What it is, "used"; shown where there is room.</param>
/// <param name="Seconds">Its length in whole seconds.</param>
/// <param name="Rate">How many seconds it grows by in one: 1, 0 or -1.</param>
public sealed record ClockPiece(string Kind, string Width, string Time, string Words, long Seconds, int Rate);

/// <summary>
/// The 30-minute clock at one moment. Proposed: used, the plan if it were approved now, what would be spare. Running: the time
/// until approval, rolling back, what the plan still needs, spare. Past the limit the bar grows and shows where the limit was.
/// </summary>
/// <param name="Left">Time to the limit; negative past it.</param>
/// <param name="Pieces">The bar, left to right; pieces without length are left out.</param>
/// <param name="LimitAt">CSS place of the limit inside the bar; null when the bar ends there.</param>
/// <param name="Sentence">The bar in words.</param>
/// <param name="TimerText">The large number in words: "4 minutes 52 seconds left of 30 minutes".</param>
/// <param name="Warning">"5 minutes left", changed at 10, 5 and 1 minutes so that it is announced once each; empty before.</param>
/// <param name="Ticks">Four times under the bar, from its start to its end.</param>
public sealed record DecisionClockView(
    TimeSpan Left,
    ImmutableArray<ClockPiece> Pieces,
    string? LimitAt,
    string Sentence,
    string TimerText,
    string Warning,
    ImmutableArray<DateTimeOffset> Ticks
)
{
    /// <summary>"4:52", past the limit "2:10".</summary>
    public string Count => DurationText.Clock(Left.Duration());

    /// <summary>The count in whole seconds.</summary>
    public long CountSeconds => (long)Left.Duration().TotalSeconds;

    /// <summary>Lays the clock out at <paramref name="now"/>; after the end the end counts.</summary>
    public static DecisionClockView At(DecisionClockFacts facts, DateTimeOffset now)
    {
        var moment = facts.EndedAt ?? now;
        var used = NotNegative(moment - facts.DeclaredAt);
        var waited = facts.ApprovedAt is { } approved ? NotNegative(approved - facts.DeclaredAt) : used;
        var acted = used - waited;
        var toGo = facts.EndedAt is null ? NotNegative(facts.Plan - acted) : TimeSpan.Zero;
        var spare = facts.Limit - used - toGo;
        var total = Longer(facts.Limit, used + toGo);
        var running = facts.ApprovedAt is not null;

        var pieces = new List<ClockPiece>(4);
        var runs = facts.EndedAt is null;
        Add("used", waited, running ? "until approved" : "used", runs && !running ? 1 : 0);
        Add("act", acted, runs ? "rolling back" : "rolled back", runs ? 1 : 0);
        Add("plan", toGo, running ? "to go" : "if approved now", running ? -1 : 0);
        Add("spare", spare, "spare", runs && !(running && toGo > TimeSpan.Zero) ? -1 : 0);

        var left = facts.Limit - used;
        return new DecisionClockView(
            left,
            [.. pieces],
            total > facts.Limit ? Percent.Of(facts.Limit / total) : null,
            SentenceOf(facts, used, toGo, spare),
            left < TimeSpan.Zero
                ? $"{Spoken(-left)} past the {Spoken(facts.Limit)}"
                : $"{Spoken(left)} left of {Spoken(facts.Limit)}",
            facts.EndedAt is null ? WarningOf(left) : "",
            [.. Enumerable.Range(0, 4).Select(third => facts.DeclaredAt + (total * third / 3))]
        );

        void Add(string kind, TimeSpan length, string words, int rate)
        {
            if (length > TimeSpan.Zero)
            {
                pieces.Add(
                    new ClockPiece(
                        kind,
                        Percent.Of(length / total),
                        DurationText.Clock(length),
                        words,
                        (long)length.TotalSeconds,
                        rate
                    )
                );
            }
        }
    }

    private static string SentenceOf(DecisionClockFacts facts, TimeSpan used, TimeSpan toGo, TimeSpan spare)
    {
        var start = $"{DurationText.Clock(used)} of {Spoken(facts.Limit)} used.";
        if (facts.EndedAt is not null)
        {
            return start;
        }

        var end = DurationText.Clock(used + toGo);
        var margin =
            spare < TimeSpan.Zero
                ? $"{DurationText.Clock(-spare)} past the limit"
                : $"{DurationText.Clock(spare)} to spare";
        return facts.ApprovedAt is null
            ? $"{start} A rollback approved now ends near {end}, {margin}."
            : $"{start} {DurationText.Clock(toGo)} of the plan to go, ends near {end}, {margin}.";
    }

    private static string WarningOf(TimeSpan left) =>
        left.TotalMinutes switch
        {
            <= 0 => "The time is up",
            <= 1 => "1 minute left",
            <= 5 => "5 minutes left",
            <= 10 => "10 minutes left",
            _ => "",
        };

    private static string Spoken(TimeSpan value)
    {
        var minutes = (long)value.TotalMinutes;
        var text = minutes == 1 ? "1 minute" : $"{minutes} minutes";
        return (minutes, value.Seconds) switch
        {
            (_, 0) => text,
            (0, _) => $"{value.Seconds} seconds",
            _ => $"{text} {value.Seconds} seconds",
        };
    }

    private static TimeSpan NotNegative(TimeSpan value) => Longer(value, TimeSpan.Zero);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
