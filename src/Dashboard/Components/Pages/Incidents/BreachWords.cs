using Mcpx.Domain;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>What is wrong, as a person would say it on the phone.</summary>
internal static class BreachWords
{
    /// <summary>"2 of 2 event streams stall and 5.2 % of Api calls fail".</summary>
    /// <param name="breaches">What breached, as it was then.</param>
    /// <param name="all">Every series of the environment; tells how many there are of a kind.</param>
    public static string Of(IReadOnlyList<Verdict> breaches, IReadOnlyList<Verdict> all) =>
        string.Join(
            " and ",
            TriggerNames
                .All.Reverse()
                .Select(name => breaches.Where(breach => breach.Trigger == name).ToList())
                .Where(found => found.Count > 0)
                .Select(found => Of(found[0].Trigger, found, all))
        );

    private static string Of(string trigger, List<Verdict> breaches, IReadOnlyList<Verdict> all)
    {
        var bad = Instances(breaches);
        var of = Math.Max(bad, Instances(all.Where(verdict => verdict.Trigger == trigger)));
        var worst = breaches.MaxBy(breach => breach.Value ?? 0)!;
        return trigger switch
        {
            _ when breaches.TrueForAll(breach => breach.Declared) => $"declared: {breaches[0].Sentence}",
            _ when breaches.TrueForAll(breach => breach.State == VerdictState.NoData) => $"{trigger} is not measured",
            TriggerNames.SseHeartbeat => of == 1 ? "the event stream stalls" : $"{bad} of {of} event streams stall",
            TriggerNames.ErrorRate => $"{worst.Reading} of {worst.Component} calls fail",
            TriggerNames.Latency => $"p95 is {worst.Reading}",
            TriggerNames.SseTtfb => $"first events come after {worst.Reading}",
            TriggerNames.Flapping => of == 1 ? "the instance flaps" : $"{bad} of {of} instances flap",
            TriggerNames.Cors => $"{Words.Of(worst.Value ?? 0, "intended origin")} refused",
            TriggerNames.Parity => worst.Part == "/promotion"
                ? "a release came past the promotion policy"
                : $"{Words.Of(worst.Value ?? 0, "critical difference")} to the expected configuration",
            TriggerNames.Security => $"“{worst.Part?.TrimStart('/')}” has a finding",
            TriggerNames.Business => worst.Part == "/contract"
                ? "the API breaks its contract"
                : $"the workflow “{worst.Part?.TrimStart('/')}” fails",
            _ => of == 1 ? "the instance is not ready" : $"{bad} of {of} instances are not ready",
        };
    }

    private static int Instances(IEnumerable<Verdict> verdicts) =>
        verdicts.Select(verdict => verdict.Instance).OfType<string>().Distinct(StringComparer.Ordinal).Count();
}
