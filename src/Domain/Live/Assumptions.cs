using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Live;

/// <summary>
/// What the watchdog assumes of the portal and does not find, and what is lost without it. Told at start and on the
/// environment's page; nothing else depends on it.
/// </summary>
public static class Assumptions
{
    /// <summary>A clock that is further away makes the portal's own times hard to compare with ours, in seconds.</summary>
    public const long FarClock = 5;

    /// <summary>One sentence for each assumption that does not hold; none while all do.</summary>
    /// <param name="verdicts">What every series says.</param>
    /// <param name="instances">What every instance answers.</param>
    public static IReadOnlyList<string> Missing(IReadOnlyList<Verdict> verdicts, IReadOnlyList<LiveInstance> instances)
    {
        return
        [
            .. Sentence(
                instances.Where(instance => instance.Tag is null).Select(instance => instance.Name),
                names =>
                    $"{names} never said which release runs there (/api/version, /version.json): a deployment that nobody reports is not noticed, and a rollback cannot check what it starts from"
            ),
            .. Sentence(
                verdicts
                    .Where(verdict =>
                        verdict is { Trigger: TriggerNames.ErrorRate, Instance: not null, State: VerdictState.NoData }
                    )
                    .Select(verdict => verdict.Instance!),
                names =>
                    $"{names} gives no request counter (/metrics): errors and latency are judged on the watchdog's own calls alone"
            ),
            .. Sentence(
                instances
                    .Where(instance => instance.ClockAhead is { } ahead && Math.Abs(ahead) >= FarClock)
                    .Select(instance => FormattableString.Invariant($"{instance.Name} by {instance.ClockAhead} s")),
                names => $"clocks differ from ours, {names}: the portal's own times are that far off"
            ),
        ];
    }

    private static IEnumerable<string> Sentence(IEnumerable<string> names, Func<string, string> say)
    {
        var all = names.ToList();
        return all.Count > 0 ? [say(string.Join(", ", all))] : [];
    }
}
